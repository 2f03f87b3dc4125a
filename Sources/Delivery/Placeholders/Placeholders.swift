import Base
import Kernel

/// The values that destinations name in braces, such as `{bed.id}`, for one of several secrets.
///
/// A value is inserted after everything was split into words, so it never becomes another word, an option or a part
/// of a path.
package struct Placeholders: Sendable {
    /// The object that the secret belongs to, in messages.
    package let subject: String
    /// The value of each name; empty if it has none.
    private let values: [String: String]

    package init(of subject: String, _ values: [String: String]) {
        self.subject = subject
        self.values = values
    }

    /// Returns a text with its placeholders filled in.
    ///
    /// - Parameter label: The source of the text, such as `--to-file`.
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` for a value that would become more than a part of a name.
    package func filled(_ text: String, of label: String) throws(CommandError) -> String {
        let pieces = try PlaceholderText(text, of: label, names: Array(values.keys)).pieces
        guard pieces.contains(where: \.isPlaceholder) else { return text }
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .placeholder(let name): result += try value(of: name, label)
            }
        }
        try requireSound(result, filledFrom: pieces, label)
        return result
    }

    private func value(of name: String, _ label: String) throws(CommandError) -> String {
        let value = values[name] ?? ""
        if value.isEmpty { throw refusal("it has no value for {\(name)}", label) }
        // By scalars, as files and programs see them: a combining mark may join any character before it.
        if value.unicodeScalars.contains("/") {
            throw refusal("a slash in {\(name)} would lead to another folder", label)
        }
        if value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw refusal("{\(name)} has a control character in it", label)
        }
        return value
    }

    /// Refuses path components, or a whole word, with a special meaning.
    private func requireSound(
        _ text: String, filledFrom pieces: [PlaceholderText.Piece], _ label: String
    ) throws(CommandError) {
        let written = pieces.map { if case .text(let text) = $0 { text } else { "\u{1A}" } }.joined()
        let parts = text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        let templates = written.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        for (part, template) in zip(parts, templates) where template.contains("\u{1A}") {
            let component = String(part)
            if component == "." || component == ".." {
                throw refusal("'\(component)' would lead to another folder", label)
            }
            if part.first == "-", template.first != "-" {
                throw refusal("'\(component.shortened)' would be taken for an option", label)
            }
        }
    }

    private func refusal(_ reason: String, _ label: String) -> CommandError {
        .usage("\(label) cannot be filled in for \(subject): \(reason); nothing was changed")
    }
}

/// A text split at its placeholders.
package struct PlaceholderText: Sendable {
    package enum Piece: Sendable, Equatable {
        case text(String)
        case placeholder(String)

        package var isPlaceholder: Bool { if case .placeholder = self { true } else { false } }
    }

    package private(set) var pieces: [Piece] = []

    /// Splits a text at names in braces that look like a known one; other braces are literal.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` for a name that only looks like a known one, such as any two
    ///   words with a dot between them.
    package init(_ text: String, of label: String, names: [String]) throws(CommandError) {
        var rest = text.unicodeScalars[...]
        var plain = "".unicodeScalars
        while let open = rest.firstIndex(of: "{") {
            plain += rest[..<open]
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "}"), case let name = String(inside[..<close]),
                names.contains(name) || Self.looksLike(name, oneOf: names)
                    || !"$%".unicodeScalars.contains(rest[..<open].last ?? " ") && Self.hasForm(name)
            else {
                plain.append("{")
                rest = inside
                continue
            }
            guard names.contains(name) else {
                // In the message, because a policy's errors are shown together without their hints.
                let nearest = Suggestion.nearest(to: name, among: names.sorted())
                throw .usage(
                    "\(label): there is no placeholder {\(name.shortened)}; "
                        + (nearest.map { "did you mean {\($0)}?" }
                            ?? "use \(names.sorted().map { "{\($0)}" }.joined(separator: ", "))"))
            }
            if !plain.isEmpty { pieces.append(.text(String(plain))) }
            plain = "".unicodeScalars
            pieces.append(.placeholder(name))
            rest = inside[inside.index(after: close)...]
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(String(plain))) }
    }

    /// Returns whether a text has a known group before a dot, or differs from a known name only in dots and case.
    private static func looksLike(_ text: String, oneOf names: [String]) -> Bool {
        let group = text.prefix { $0 != "." }
        if group.endIndex < text.endIndex, names.contains(where: { $0.hasPrefix("\(group).") }) { return true }
        guard text.unicodeScalars.allSatisfy({ $0.isASCIIAlphanumeric || "._-".unicodeScalars.contains($0) }) else {
            return false
        }
        let letters = text.lowercased().filter(\.isLetter)
        return names.contains { $0.filter(\.isLetter) == letters }
    }

    /// Returns whether a text has the form of every name; after `$` or `%`, it belongs to another program.
    private static func hasForm(_ text: String) -> Bool {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        return words.count == 2
            && words.allSatisfy { word in
                !word.isEmpty && word.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "A"..."Z" ~= $0 }
            }
    }

    /// Whether it has a placeholder.
    package var hasPlaceholders: Bool { pieces.contains(where: \.isPlaceholder) }

    /// Returns whether it has the placeholder with a name.
    package func holds(_ name: String) -> Bool { pieces.contains(.placeholder(name)) }
}
