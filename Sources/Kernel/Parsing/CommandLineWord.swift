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

    init(_ word: String) {
        if word == "--" {
            self = .terminator
        } else if word.hasPrefix("--") {
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self = .long(name: String(parts[0]), value: parts.count == 2 ? String(parts[1]) : nil)
        } else if word.hasPrefix("-"), word != "-" {
            self = .short(word.dropFirst())
        } else {
            self = .plain(word)
        }
    }
}
