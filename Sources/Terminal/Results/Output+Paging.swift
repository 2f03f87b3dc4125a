import Base

extension Output {
    /// Writes a result for people: through their pager if it is longer than the terminal.
    package func writePaged(_ text: String) throws {
        guard let pager = console.pager, isPaged(text), let command = pagerCommand else { return try write(text) }
        var variables = environment.variables
        // It keeps colors, exits if everything fits on the screen, and leaves the text on the terminal.
        if variables["LESS"] == nil { variables["LESS"] = "FRX" }
        let inherited = environment.with(variables: variables)
        var isShown = false
        console.apart { isShown = pager.show(Array(text.utf8), with: command.line, in: inherited) }
        // A termination request that arrived meanwhile is handled now.
        if Interruption.current?.request != nil { throw CancellationError() }
        try Task.checkCancellation()
        if isShown { return }
        if let variable = command.variable {
            warning("the pager '\(command.line)' that \(variable) names cannot be run; the whole result follows")
        }
        try write(text)
    }

    /// Returns whether somebody can turn pages, and there are several.
    private func isPaged(_ text: String) -> Bool {
        guard console.output.isTerminal, console.input.isTerminal, !options.neverAsks, environment["TERM"] != "dumb",
            let rows = console.output.rows
        else { return false }
        // The last line of the terminal is for the shell's next prompt.
        return text.utf8.count { $0 == UInt8(ascii: "\n") } > rows - 1
    }

    /// The user's pager, or else the usual one; nil if they want none.
    private var pagerCommand: (line: String, variable: String?)? {
        // Not a loop: the compiler unrolls one over two variables in one of two ways, and no two releases would be the same.
        let own = environment.names.variable("PAGER")
        let variable = environment.variables[own] == nil ? "PAGER" : own
        guard let line = environment.variables[variable]?.trimmed else { return ("less", nil) }
        return line.isEmpty || line == "cat" ? nil : (line, variable)
    }
}
