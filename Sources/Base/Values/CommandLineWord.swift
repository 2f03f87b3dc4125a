/// One word of a command line, parsed.
package enum CommandLineWord: Equatable {
    /// `--name` or `--name=value`.
    case long(name: String, value: String?)
    /// `-f`, `-fc` or `-tNAME`: the text after the dash.
    case short(Substring)
    /// `--`: all following words are positional.
    case terminator
    /// Anything else, including `-` alone.
    case plain(String)

    // Bytes are compared, as shells and other programs do: a mark that combines with a preceding dash or equals sign
    // would make one character of both.
    package init(_ word: String) {
        if word == "--" {
            self = .terminator
        } else if word.begins(withASCII: "--") {
            let text = word.unicodeScalars.dropFirst(2)
            let name = text.prefix { $0 != "=" }
            self = .long(
                name: String(name),
                value: name.endIndex == text.endIndex ? nil : String(text[name.endIndex...].dropFirst()))
        } else if word.begins(withASCII: "-"), word != "-" {
            self = .short(Substring(word.unicodeScalars.dropFirst()))
        } else {
            self = .plain(word)
        }
    }
}
