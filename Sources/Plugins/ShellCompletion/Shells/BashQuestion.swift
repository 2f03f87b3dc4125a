import Kernel
import TabCompletion

/// Bash gives the line, and the part of the word that it is going to replace: the part after the last `=`, `:` or quote.
struct BashQuestion: ShellQuestion {
    /// The line up to the cursor, the program's name included.
    let line: String
    let replaced: String

    /// What to put in place of that part, quoted so that it means itself.
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

    /// Text as it must stand on the line to mean itself.
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
        // The history is looked up in double quotes, too, where no backslash helps.
        case "!": #""'!'""#
        default: String(scalar)
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "_@%+=:,./-".unicodeScalars.contains(scalar)
    }
}
