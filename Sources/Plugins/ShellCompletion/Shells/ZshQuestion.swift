import Kernel
import TabCompletion

/// Zsh passes the words without quotes, matches and quotes by itself, and shows descriptions.
struct ZshQuestion: ShellQuestion {
    let line: TypedLine

    /// Returns the stem, and then each candidate and its description in the format of `_describe`.
    func answer(from engine: CompletionEngine) async -> [String] {
        let reply = await engine.reply(to: line)
        guard !reply.isEmpty else { return [] }
        return [reply.directive, reply.stem]
            + reply.candidates.map { candidate in
                let value = Self.escaped(candidate.value, ":")
                return candidate.description.isEmpty ? value : "\(value):\(Self.escaped(candidate.description))"
            }
    }

    private static func escaped(_ text: String, _ others: String = "") -> String {
        text.escaping { $0 == "\\" || others.unicodeScalars.contains($0) ? "\\\($0)" : nil }
    }
}
