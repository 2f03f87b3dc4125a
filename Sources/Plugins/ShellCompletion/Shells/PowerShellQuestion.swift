import Kernel
import TabCompletion

/// PowerShell passes the words without quotes, except for the one at the cursor, which it will replace.
struct PowerShellQuestion: ShellQuestion {
    let words: [String]
    /// The word at the cursor, unchanged.
    let word: String

    /// Returns each candidate in quoted form, as displayed, and with its description, separated by tabs.
    func answer(from engine: CompletionEngine) async -> [String] {
        let word = Self.unquoted(word)
        let reply = await engine.reply(to: TypedLine(words, word: word))
        guard case .candidates = reply.content else { return [reply.directive] }
        let candidates = reply.matching(word)
        guard !candidates.isEmpty else { return [] }
        return [reply.directive]
            + candidates.map { candidate in
                let whole = Self.quoted(reply.stem + candidate.value)
                let description = candidate.description.isEmpty ? candidate.value : candidate.description
                return "\(whole)\t\(candidate.value)\t\(description)"
            }
    }

    /// Returns a word without its quotes, even an open one.
    static func unquoted(_ word: String) -> String {
        var result = ""
        var quote: Unicode.Scalar?
        var rest = Substring(word).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == quote, rest.first == quote {
                result.unicodeScalars.append(scalar)
                rest.removeFirst()
            } else if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if scalar == "`", quote != "'" {
                if let escaped = rest.popFirst() { result.unicodeScalars.append(escaped) }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Returns text quoted so that PowerShell takes it literally.
    static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_+=:./-".unicodeScalars.contains(scalar)
        }
        guard !isPlain else { return text }
        // PowerShell treats typographic quotes like the plain one.
        let doubled = text.escaping { scalar in
            "'\u{2018}\u{2019}\u{201A}\u{201B}".unicodeScalars.contains(scalar) ? "\(scalar)\(scalar)" : nil
        }
        return "'\(doubled)'"
    }
}
