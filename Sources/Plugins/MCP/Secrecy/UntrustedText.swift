#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel

/// What one call received from the server, and how much of it a model may see.
///
/// Results are data, and are labeled as such. The program's messages must not contain text that others may have
/// written: names and the like are replaced in them and passed separately.
struct UntrustedText: Sendable {
    let secrets: KnownSecrets
    /// Texts that people wrote: names, descriptions, messages of the server.
    private var words: [String] = []
    /// The values of variables, which nobody asked for.
    private var variables: Set<String> = []
    /// How the program's messages refer to a destination on the person's machine, and its name for agents.
    var places: [(phrase: String, name: String)] = []
    /// The folder of pending values, which a model doesn't need to know.
    private let recordFolder: String?

    /// The maximum length of a text that a model may see.
    static let longest = 500
    /// Shorter values of variables are hidden only if they stand alone.
    private static let shortestVariable = 8

    init(
        secrets: KnownSecrets, answers: [Data], places: [(phrase: String, name: String)] = [],
        recordFolder: String? = nil
    ) {
        self.recordFolder = recordFolder
        self.secrets = secrets
        self.places = places
        var words: Set<String> = []
        for answer in answers {
            guard let value = JSONValue(parsing: answer) else { continue }
            value.visit { key, value in
                if let text = value.string, Self.isWritten(key), !text.isEmpty { words.insert(text) }
                if Self.isVariables(key) { variables.formUnion(Self.values(value)) }
            }
        }
        // A message may quote a text in escaped or shortened form, or both.
        let forms = words.union(words.map(\.shortened))
        self.words = forms.union(forms.map(VisibleText.escaping)).sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// Returns whether people write the content of a field.
    private static func isWritten(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["name", "description", "message", "title", "detail", "note", "username"].contains { key.hasSuffix($0) }
    }

    private static func isVariables(_ key: String) -> Bool {
        let letters = key.lowercased().filter(\.isLetter)
        return ["environmentvariables", "variables", "env", "envvars", "envvariables"].contains(letters)
    }

    /// The fields of a variable besides its value.
    private static let aboutVariables: Set<String> = ["key", "name", "issecret", "updatedat", "createdat"]

    /// Returns all values in a list or map of variables, unchanged and without surrounding white space.
    private static func values(_ variables: JSONValue) -> [String] {
        var values = leaves(variables)
        variables.visit { key, value in
            if !aboutVariables.contains(key.lowercased().filter(\.isLetter)) { values += leaves(value) }
        }
        return values.flatMap { [$0, $0.trimmed] }.filter { !$0.isEmpty }
    }

    /// Returns the texts and numbers in a value that isn't an object.
    private static func leaves(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(leaves)
        case .string(let text): [text]
        case .integer(let number): [String(number)]
        case .number(let number): [String(number)]
        default: []
        }
    }

    /// Returns a result without secrets, in which every text is short and visible.
    func shown(_ value: JSONValue, isVariable: Bool = false) -> JSONValue {
        switch value {
        case .string(let text): return .string(shown(text))
        case .array(let elements):
            return .array(elements.map { isVariable && $0.string != nil ? "***" : shown($0, isVariable: isVariable) })
        case .object(let members):
            return .object(
                members.filter { !SecretField.matches($0.key) }.map { member in
                    let inside = isVariable || Self.isVariables(member.key)
                    let about = Self.aboutVariables.contains(member.key.lowercased().filter(\.isLetter))
                    let masked = isVariable && !about && member.value != .null
                    return .init(shown(member.key), masked ? "***" : shown(member.value, isVariable: inside))
                })
        case .integer, .number:
            return Self.leaves(value).contains(where: variables.contains) ? "***" : value
        default: return value
        }
    }

    private func shown(_ text: String) -> String {
        if variables.contains(text) || variables.contains(text.trimmed) { return "***" }
        var text = secrets.blanking(text)
        for value in variables where value.count >= Self.shortestVariable { text = text.replacing(value, with: "***") }
        return VisibleText.escaping(Self.cut(text))
    }

    private static func cut(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return text }
        return String(text[..<end]) + "…"
    }

    /// Returns a message of the program, with the texts of others in a separate field.
    func message(_ sentence: String) -> JSONValue {
        var text = sentence
        text = withoutRecords(text)
        for place in places { text = text.replacing(place.phrase, with: "the destination '\(place.name)'") }
        var data: [String] = []
        for word in words where text.contains(word) {
            // A short word may be part of the program's own text, but a quoted one is a name.
            let isShort = word.count < 8
            let found = isShort ? "'\(word)'" : word
            guard text.contains(found) else { continue }
            data.append(word)
            let mark = "{\(data.count)}"
            text = text.replacing(found, with: isShort ? "'\(mark)'" : mark)
        }
        return ["text": .string(shownSentence(text)), "data": .array(data.map { .string(shown($0)) })]
    }

    /// Returns a message without the paths of records that contain values.
    private func withoutRecords(_ sentence: String) -> String {
        guard let recordFolder else { return sentence }
        var text = sentence
        while let start = text.firstRange(of: recordFolder)?.lowerBound {
            let end = text[start...].firstRange(of: ".json")?.upperBound ?? text.endIndex
            text.replaceSubrange(start..<end, with: "a record on this machine")
        }
        return text
    }

    /// Returns a message in visible form; the program's own messages may be longer than the texts of others.
    private func shownSentence(_ text: String) -> String {
        var text = secrets.blanking(text)
        for value in variables where value.count >= Self.shortestVariable { text = text.replacing(value, with: "***") }
        return VisibleText.escaping(text)
    }
}
