#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel

/// What one call heard from the server, and how it may be told to a model.
///
/// Results are data, and say so. A sentence of ours holds nothing that somebody else could have written: names and the
/// like are taken out of it and handed over beside it.
struct UntrustedText: Sendable {
    let secrets: KnownSecrets
    /// What people wrote: names, descriptions, messages of the server.
    private var words: [String] = []
    /// The values of variables, which nobody has asked for.
    private var variables: Set<String> = []
    /// What our sentences call a place of the person's machine, and what agents call it.
    var places: [(phrase: String, name: String)] = []
    /// The folder of the values under way, which a model has no need to know.
    private let recordFolder: String?

    /// The longest text that a model is shown of any one value.
    static let longest = 500
    /// A variable's value that is shorter is only hidden where it stands alone.
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
        // What a message quotes may be escaped, cut, or both.
        let forms = words.union(words.map(\.shortened))
        self.words = forms.union(forms.map(VisibleText.escaping)).sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// Whether people write what stands in a field.
    private static func isWritten(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["name", "description", "message", "title", "detail", "note", "username"].contains { key.hasSuffix($0) }
    }

    private static func isVariables(_ key: String) -> Bool {
        let letters = key.lowercased().filter(\.isLetter)
        return ["environmentvariables", "variables", "env", "envvars", "envvariables"].contains(letters)
    }

    /// What is told of a variable besides its value.
    private static let aboutVariables: Set<String> = ["key", "name", "issecret", "updatedat", "createdat"]

    /// Every value in a list or map of variables, as it stands there and without white space around it.
    private static func values(_ variables: JSONValue) -> [String] {
        var values = leaves(variables)
        variables.visit { key, value in
            if !aboutVariables.contains(key.lowercased().filter(\.isLetter)) { values += leaves(value) }
        }
        return values.flatMap { [$0, $0.trimmed] }.filter { !$0.isEmpty }
    }

    /// The texts and numbers of a value that is no object.
    private static func leaves(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(leaves)
        case .string(let text): [text]
        case .integer(let number): [String(number)]
        case .number(let number): [String(number)]
        default: []
        }
    }

    /// A result without secrets, in which every text is short and visible.
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

    /// A sentence of ours, with what others wrote beside it.
    func message(_ sentence: String) -> JSONValue {
        var text = sentence
        text = withoutRecords(text)
        for place in places { text = text.replacing(place.phrase, with: "the destination '\(place.name)'") }
        var data: [String] = []
        for word in words where text.contains(word) {
            // A short word alone may be a part of ours: as a name it stands in quotes.
            let isShort = word.count < 8
            let found = isShort ? "'\(word)'" : word
            guard text.contains(found) else { continue }
            data.append(word)
            let mark = "{\(data.count)}"
            text = text.replacing(found, with: isShort ? "'\(mark)'" : mark)
        }
        return ["text": .string(shownSentence(text)), "data": .array(data.map { .string(shown($0)) })]
    }

    /// A sentence that does not say where a record with a value lies.
    private func withoutRecords(_ sentence: String) -> String {
        guard let recordFolder else { return sentence }
        var text = sentence
        while let start = text.firstRange(of: recordFolder)?.lowerBound {
            let end = text[start...].firstRange(of: ".json")?.upperBound ?? text.endIndex
            text.replaceSubrange(start..<end, with: "a record on this machine")
        }
        return text
    }

    /// Our sentences may be longer than what others write.
    private func shownSentence(_ text: String) -> String {
        var text = secrets.blanking(text)
        for value in variables where value.count >= Self.shortestVariable { text = text.replacing(value, with: "***") }
        return VisibleText.escaping(text)
    }
}
