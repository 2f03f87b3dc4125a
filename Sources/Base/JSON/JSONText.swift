#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Parsed JSON with every number and string exactly as it was written.
///
/// Data that a program passes on unread must not change on the way: no number is rounded, no key moves.
package indirect enum JSONText: Sendable, Equatable {
    /// `true`, `false`, `null` or a number.
    case literal(String)
    /// A string, with its quotes and escapes.
    case string(String)
    /// A list.
    case array([JSONText])
    /// Keys and values in order.
    case object([Member])

    /// A key, with its quotes and escapes, and its value.
    package struct Member: Sendable, Equatable {
        package let key: String
        package var value: JSONText

        package init(_ key: String, _ value: JSONText) {
            self.key = key
            self.value = value
        }
    }

    /// Parses a text; nil if it isn't JSON, or is nested more than 512 levels deep.
    package init?(parsing text: some Sequence<UInt8>) {
        guard let parsed = JSONTextParser.parse(Array(text)) else { return nil }
        self = parsed
    }

    /// Creates a string from any characters.
    package init(quoting text: String) {
        self = .string(JSONWriter.text(of: .string(text), indented: false))
    }

    /// The characters of a string; nil for anything else.
    package var characters: String? {
        guard case .string(let text) = self else { return nil }
        // Without an escape, they stand between the quotes as they are; the first may combine with a quote.
        guard text.utf8.contains(UInt8(ascii: "\\")) else {
            return String(Substring(text.utf8.dropFirst().dropLast()))
        }
        return try? JSONDecoder().decode(String.self, from: Data(Array(text.utf8)))
    }

    /// The value of a whole number; nil for anything else.
    package var wholeNumber: Int? {
        guard case .literal(let text) = self else { return nil }
        return Int(text)
    }

    /// The members of an object; empty for anything else.
    package var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The elements of a list; nil for anything else.
    package var elements: [JSONText]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }
}

extension JSONText.Member {
    /// The key without quotes.
    package var name: String { JSONText.string(key).characters ?? key }
}

extension JSONText {
    /// The text, on one line or indented.
    ///
    /// - Parameter isVisible: Whether characters that could act on a terminal are escaped.
    package func text(indented: Bool, isVisible: Bool) -> String {
        var writer = JSONWriter(isIndented: indented)
        writer.write(self, depth: 0) { isVisible ? Self.visible($0) : $0 }
        return writer.text
    }

    /// The text between the quotes, with every unsafe character escaped.
    private static func visible(_ string: String) -> String {
        guard VisibleText.hasUnsafe(string) else { return string }
        var text = ""
        VisibleText.visit(string) { scalar, isUnsafe in
            if isUnsafe { text += VisibleText.jsonEscape(scalar) } else { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ value: JSONText, depth: Int, _ shown: (String) -> String) {
        switch value {
        case .literal(let literal): append(literal)
        case .string(let string): append(shown(string))
        case .array(let elements):
            writeList("[", elements, "]", depth) { $0.write($1, depth: depth + 1, shown) }
        case .object(let members):
            writeList("{", members, "}", depth) { writer, member in
                writer.append(shown(member.key))
                writer.writeColon()
                writer.write(member.value, depth: depth + 1, shown)
            }
        }
    }
}
