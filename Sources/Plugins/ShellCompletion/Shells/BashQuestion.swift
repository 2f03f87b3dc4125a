import Kernel
import TabCompletion

/// Bash passes the line, and the part of the word that it will replace: the part after the last `=`, `:` or quote.
struct BashQuestion: ShellQuestion {
    /// The line up to the cursor, including the program's name.
    let line: String
    let replaced: String

    /// Returns the replacements for that part, quoted so that bash takes them literally.
    func answer(from engine: CompletionEngine) async -> [String] {
        guard let line = BashLine(line), line.rawWord.hasSuffix(replaced), !line.words.isEmpty,
            let kept = BashLine(String(line.rawWord.dropLast(replaced.count)))
        else { return [] }
        let reply = await engine.reply(to: TypedLine(Array(line.words.dropFirst()), word: line.word))
        guard case .candidates = reply.content else { return [reply.directive, reply.stem] }
        let words = reply.matching(line.word).compactMap { candidate -> String? in
            let whole = reply.stem + candidate.value
            guard whole.utf8.starts(with: kept.word.utf8) else { return nil }
            return Self.quoted(whole.unicodeScalars.dropFirst(kept.word.unicodeScalars.count), within: line.quote)
        }
        return words.isEmpty ? [] : [reply.directive, reply.stem] + words
    }

    /// Returns text quoted so that bash takes it literally.
    static func quoted(_ text: Substring.UnicodeScalarView, within quote: BashLine.Quote?) -> String {
        text.reduce(into: "") { result, scalar in
            switch quote {
            case .single: result += scalar == "'" ? #"'\''"# : String(scalar)
            case .double: result += inDoubleQuotes(scalar)
            case nil: result += isPlain(scalar) ? String(scalar) : "\\\(scalar)"
            }
        }
    }

    private static func inDoubleQuotes(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\", "$", "`": "\\\(scalar)"
        // History expansion works in double quotes, too, and a backslash doesn't prevent it there.
        case "!": #""'!'""#
        default: String(scalar)
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "_@%+=:,./-".unicodeScalars.contains(scalar)
    }
}
