/// Splits a command line into words like a shell, but understands only quotes and backslashes.
public enum ShellWords {
    /// Returns the words of a line; an unclosed quote extends to the end of the line.
    public static func split(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Unicode.Scalar?
        // A mark behind a quote is a part of the word, as it is for a shell.
        var rest = line.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == quote {
                quote = nil
            } else if scalar == "\\", quote != "'", let escaped = rest.popFirst() {
                word = (word ?? "").adding(escaped)
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
                word = word ?? ""
            } else if quote == nil, scalar.properties.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "").adding(scalar)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    /// Returns a text as one word of a command line, quoted only if a shell would read it differently.
    package static func argument(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_./:@,+=%".utf8.contains($0) }
        return isPlain ? text : singleQuoted(text)
    }

    /// Returns a text in single quotes, which a shell and ``split(_:)`` read as that text.
    package static func singleQuoted(_ text: String) -> String {
        "'" + text.escaping { $0 == "'" ? "'\\''" : nil } + "'"
    }

    /// Returns a text in double quotes if a shell can read it that way, otherwise in single quotes.
    package static func quoted(_ text: String) -> String {
        // An interactive shell expands `!` in double quotes from its history.
        text.unicodeScalars.contains("!") ? singleQuoted(text) : doubleQuoted(text)
    }

    /// Returns a text in double quotes, within which a shell reads it as that text.
    package static func doubleQuoted(_ text: String) -> String {
        "\"" + text.escaping { "\\\"$`".unicodeScalars.contains($0) ? "\\\($0)" : nil } + "\""
    }
}

extension String {
    fileprivate func adding(_ scalar: Unicode.Scalar) -> String {
        var text = self
        text.unicodeScalars.append(scalar)
        return text
    }
}
