/// Splits a command line into words like a shell, but understands only quotes and backslashes.
public enum ShellWords {
    /// Returns the words of a line; an unclosed quote extends to the end of the line.
    public static func split(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = line[...]
        while let character = rest.popFirst() {
            if character == quote {
                quote = nil
            } else if character == "\\", quote != "'", let escaped = rest.popFirst() {
                word = (word ?? "") + String(escaped)
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    /// Returns a text as one word of a command line, quoted only if a shell would read it differently.
    package static func argument(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:@,+=%".utf8.contains(byte)
                }
            }
        return isPlain ? text : singleQuoted(text)
    }

    /// Returns a text in single quotes, which a shell and ``split(_:)`` read as that text.
    package static func singleQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Returns a text in double quotes if a shell can read it that way, otherwise in single quotes.
    package static func quoted(_ text: String) -> String {
        // An interactive shell expands `!` in double quotes from its history.
        if text.contains("!") { return singleQuoted(text) }
        return "\"" + text.reduce(into: "") { $0 += "\\\"$`".contains($1) ? "\\\($1)" : String($1) } + "\""
    }
}
