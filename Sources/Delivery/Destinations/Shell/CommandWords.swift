import Base
import Kernel

/// Parses the command of `--to-command`, which is never passed to a shell.
///
/// Syntax that only a shell understands is refused: `tee x | cat` would write the value to files named `|` and `cat`.
enum CommandWords {
    /// Programs that get lines for a shell, which handles dollar signs in double quotes itself.
    private static let shells: Set<String> = [
        "ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "mksh", "powershell", "pwsh", "sh", "ssh", "su", "tcsh",
        "zsh",
    ]

    /// Returns the words of a line, the program first.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` for a line that needs a shell, or has no words.
    static func of(_ line: String) throws -> [String] {
        var scanner = ShellScanner(Array(line.utf8))
        var words: [String] = []
        var hasEnded = false
        do {
            while let token = try scanner.next() {
                switch token {
                case .newline:
                    hasEnded = !words.isEmpty
                case .separator(let range), .redirection(let range), .comment(let range):
                    throw needsShell(scanner.text[range], line)
                case .word(let word):
                    if hasEnded { throw needsShell("\n".utf8, line) }
                    if let syntax = syntax(in: word, scanner.text, after: words) { throw needsShell(syntax, line) }
                    words.append(String(decoding: scanner.unquoted(word), as: UTF8.self))
                }
            }
        } catch is ShellScanner.Unclosed {
            throw CommandError.usage("--to-command '\(line)' has a quote or bracket that is not closed")
        }
        if words.isEmpty { throw CommandError.usage("--to-command '\(line)' does not name a command") }
        return words
    }

    /// Returns the syntax that a shell would interpret instead of passing it to the program.
    private static func syntax(
        in word: ShellScanner.Word, _ text: [UInt8], after words: [String]
    ) -> ArraySlice<UInt8>? {
        let isForShell = words.contains { shells.contains(FilePaths.name(of: $0)) }
        let whole = text[word.range]
        let isAddress = String(decoding: whole, as: UTF8.self).contains("://")
        for piece in word.pieces {
            let part = text[piece.range]
            switch piece.kind {
            case .escaped, .singleQuoted: continue
            case .expansion: return part
            case .doubleQuoted: if !isForShell, hasExpansion(part) { return part }
            case .plain: if isPattern(part, isAddress: isAddress) { return whole }
            }
        }
        let first = text[word.pieces[0].range]
        if word.pieces[0].kind == .plain, first.first == UInt8(ascii: "~") { return whole }
        guard words.isEmpty, word.pieces[0].kind == .plain else { return nil }
        return isAssignment(first) || whole.elementsEqual("!".utf8) ? whole : nil
    }

    /// Returns a dollar sign or backquote that has a meaning in double quotes.
    private static func hasExpansion(_ quoted: ArraySlice<UInt8>) -> Bool {
        var rest = quoted.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"): _ = rest.popFirst()
            case UInt8(ascii: "`"): return true
            case UInt8(ascii: "$"):
                guard let next = rest.first else { continue }
                if ShellScanner.isNameByte(next) || "({@*#?-$!".utf8.contains(next) { return true }
            default: continue
            }
        }
        return false
    }

    /// Finds `*.txt`, `file?`, `[ab]` and `{a,b}`; URLs can contain question marks and brackets.
    private static func isPattern(_ text: ArraySlice<UInt8>, isAddress: Bool) -> Bool {
        if text.contains(UInt8(ascii: "*")) { return true }
        if !isAddress, text.contains(UInt8(ascii: "?")) || text.contains(UInt8(ascii: "[")) { return true }
        guard let open = text.firstIndex(of: UInt8(ascii: "{")) else { return false }
        return text[open...].contains(UInt8(ascii: ",")) && text[open...].contains(UInt8(ascii: "}"))
    }

    /// Returns whether this is a `NAME=value` before a command, which sets a variable only for that command.
    private static func isAssignment(_ text: ArraySlice<UInt8>) -> Bool {
        guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else { return false }
        return VariableName.isSound(String(decoding: text[..<equals], as: UTF8.self))
    }

    private static func needsShell(_ syntax: some Sequence<UInt8>, _ line: String) -> CommandError {
        let syntax = String(decoding: Array(syntax), as: UTF8.self)
        let name = syntax == "\n" ? "a line break" : "'\(syntax)'"
        return .usage(
            "--to-command: \(name) in '\(line)' needs a shell, and none is run; quote it to pass it as it is",
            hint: "--to-command \(ShellWords.quoted("sh -c \(ShellWords.singleQuoted(line))"))")
    }
}
