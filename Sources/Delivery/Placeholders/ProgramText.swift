import Base
import Kernel

/// Finds words that a program runs as code, as `sh -c` does: a value in such a word would be run.
package enum ProgramText {
    /// Programs that join all their further words into a line for a shell.
    private static let joining: Set<String> = ["eval", "ssh", "su", "powershell", "pwsh", "cmd", "cmd.exe", "watch"]
    /// The letters of options that code follows, by the interpreter's name without a version.
    private static let options: [String: Set<Character>] = [
        "ash": ["c"], "bash": ["c"], "busybox": ["c"], "csh": ["c"], "dash": ["c"], "fish": ["c"], "ksh": ["c"],
        "mksh": ["c"], "sh": ["c"], "tcsh": ["c"], "zsh": ["c"], "python": ["c"], "pypy": ["c"], "perl": ["e", "E"],
        "ruby": ["e"], "node": ["e", "p"], "php": ["r"], "lua": ["e"], "osascript": ["e"], "sed": ["e"],
        "script": ["c"], "flock": ["c"], "runuser": ["c"],
    ]
    /// Programs whose first argument that isn't an option is code.
    private static let filters: Set<String> = ["awk", "gawk", "mawk", "nawk", "sed"]
    private static let longOptions: Set<String> = ["--command", "--eval", "--print", "--expression"]

    /// Refuses a placeholder in such a word.
    ///
    /// - Parameters:
    ///   - words: The command.
    ///   - isFilled: Whether a word has a placeholder in it.
    /// - Throws: ``CommandError`` with ``ExitCode/usage``.
    package static func require(
        _ words: [String], isFilled: (String) throws(CommandError) -> Bool, of label: String
    ) throws(CommandError) {
        if let program = words.first, try isFilled(program) {
            throw .usage("\(label): a placeholder cannot name the program to run")
        }
        for (place, word) in words.enumerated() {
            let rest = words[(place + 1)...]
            for index in try texts(of: name(of: word), in: rest, isFilled) where try isFilled(words[index]) {
                throw .usage(
                    "\(label): a placeholder in the program text of '\(word)' would be run",
                    hint: "pass it as a word after the text: sh -c 'vault kv put \"$1\" token=-' _ '{…}'")
            }
        }
    }

    /// Returns the positions of the words that a program runs as code.
    private static func texts(
        of program: String, in words: ArraySlice<String>, _ isFilled: (String) throws(CommandError) -> Bool
    ) throws(CommandError) -> [Int] {
        if joining.contains(program) { return Array(words.indices) }
        var texts: [Int] = []
        if filters.contains(program), let first = words.firstIndex(where: { !$0.hasPrefix("-") }) {
            texts.append(first)
        }
        guard let letters = options[program] else { return texts }
        for place in words.indices where words[place].hasPrefix("-") {
            let word = words[place]
            // The code may also be attached to its option.
            if try isFilled(word) { texts.append(place) }
            let isOption =
                word.hasPrefix("--")
                ? longOptions.contains(word) : word.dropFirst().contains(where: letters.contains)
            guard isOption, let text = words[(place + 1)...].firstIndex(where: { !$0.hasPrefix("-") }) else { continue }
            texts.append(text)
        }
        return texts
    }

    /// Returns the name of a program without its folder and version, as in `python` for `/usr/bin/python3.12`.
    private static func name(of word: String) -> String {
        var name = Substring(FilePaths.name(of: word))
        while let last = name.last, last.isNumber || last == "." || last == "-" { name.removeLast() }
        return String(name)
    }
}
