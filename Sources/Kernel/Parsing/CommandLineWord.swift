/// One word of a command line, taken apart.
enum CommandLineWord: Equatable {
    /// `--name` or `--name=value`.
    case long(name: String, value: String?)
    /// `-f`, `-fc` or `-tNAME`: what follows the dash.
    case short(Substring)
    /// `--`: all that follows are plain words.
    case terminator
    /// Anything else, `-` alone included.
    case plain(String)

    // Bytes are compared, as shells and other programs do: a mark that combines with a dash or an equals sign in front
    // of it makes one character of both.
    init(_ word: String) {
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
