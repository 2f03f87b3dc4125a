#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel
import Synchronization

/// The values of the secrets that this run has used or created.
final class KnownSecrets: Sendable {
    private struct State {
        var values: Set<String> = []
        var redaction = Redaction()
    }

    private let state = Mutex(State())
    /// The minimum length: blanking shorter values would make text unreadable.
    private static let shortest = 8

    /// Adds a value.
    func add(_ value: String) {
        let value = value.trimmed
        guard value.utf8.count >= Self.shortest else { return }
        let quoted = String(JSONWriter.text(of: .string(value), indented: false).dropFirst().dropLast())
        let escaped = VisibleText.escaping(value)
        state.withLock { state in
            guard state.values.insert(value).inserted else { return }
            state.values.formUnion([quoted, escaped])
            state.redaction = Redaction(secrets: state.values)
        }
    }

    /// Adds the credential of a request.
    func learn(from headers: HTTPHeaders) {
        if let word = headers["Authorization"]?.split(separator: " ").last { add(String(word)) }
    }

    /// Adds the secrets in an answer, found by the names of their fields.
    func learn(from body: Data) {
        let bytes = Array(body)
        guard Self.marks.contains(where: { bytes.firstRange(of: $0) != nil }), let value = JSONValue(parsing: bytes)
        else { return }
        value.visit { key, value in
            if let text = value.string, SecretField.matches(key) { add(text) }
        }
    }

    private static let marks = [#"token""#, #"Token""#, #"secret""#, #"Secret""#, #"password""#].map { Array($0.utf8) }

    /// Returns a message without the values; nothing else may change.
    func blanking(_ message: [UInt8]) -> [UInt8] { state.withLock(\.redaction).blankingKnown(message) }

    /// Returns a text without the values, and without anything that looks like a credential.
    func blanking(_ text: String) -> String { state.withLock(\.redaction).blanking(text) }
}

extension JSONValue {
    /// Passes every member of every object in the value to a function.
    func visit(_ body: (_ key: String, _ value: JSONValue) -> Void) {
        switch self {
        case .object(let members):
            for member in members {
                body(member.key, member.value)
                member.value.visit(body)
            }
        case .array(let elements): for element in elements { element.visit(body) }
        default: return
        }
    }
}
