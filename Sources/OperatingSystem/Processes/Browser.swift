import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The user's web browser.
package enum Browser {
    /// Opens a page in the browser that `BROWSER` names, or in the system's; returns false if there is none.
    ///
    /// It doesn't wait: some browsers only end when their window is closed.
    package static func open(_ page: URL, in environment: Environment) -> Bool {
        commands(environment).contains { command in
            let words = Self.words(of: command, page: page.absoluteString, in: environment)
            guard let name = words.first, let path = Subprocess.find(name, in: environment) else { return false }
            let process = Subprocess(words: [path] + words.dropFirst(), environment: environment)
            return (try? process.launch()) != nil
        }
    }

    /// Returns the words of a command line with the page in place of `%s`, or at the end.
    ///
    /// Quotes and backslashes work as in a shell; a trailing `&`, as some people write it, changes nothing.
    package static func words(of command: String, page: String, in environment: Environment) -> [String] {
        // A path may have spaces that nobody quoted.
        let isPath = command.contains("/") && Subprocess.find(command, in: environment) != nil
        var words = isPath ? [command] : ShellWords.split(command)
        if words.last == "&" { words.removeLast() }
        guard !words.isEmpty else { return [] }
        guard words.contains(where: { $0.contains("%s") }) else { return words + [page] }
        return words.map { $0.replacing("%s", with: page) }
    }

    /// Splits a list at its colons; a colon in quotes or after a backslash is part of a command line.
    package static func split(_ list: String) -> [String] {
        var commands = [""]
        var quote: Character?
        var isEscaped = false
        for character in list {
            if character == ":", quote == nil, !isEscaped {
                commands.append("")
                continue
            }
            if !isEscaped {
                if character == quote {
                    quote = nil
                } else if quote == nil, character == "'" || character == "\"" {
                    quote = character
                }
            }
            isEscaped = character == "\\" && !isEscaped && quote != "'"
            commands[commands.count - 1].append(character)
        }
        return commands.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// Returns the command lines to try: those in `BROWSER`, then the system's.
    private static func commands(_ environment: Environment) -> [String] {
        if let named = environment["BROWSER"] { return split(named) }
        // Without a display, Linux would open the page in the terminal that we use.
        let hasScreen =
            !Platform.browserNeedsScreen || environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
        return hasScreen ? [Platform.browserOpener] : []
    }
}
