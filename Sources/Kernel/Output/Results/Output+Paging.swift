extension Output {
    /// Writes a result that people read: through their pager where it is longer than the terminal.
    func writePaged(_ text: String) throws {
        guard let pager = console.pager, isPaged(text), let command = pagerCommand else { return try write(text) }
        var variables = environment.variables
        // It keeps colours, stops when all fits, and leaves on the terminal what it has shown.
        if variables["LESS"] == nil { variables["LESS"] = "FRX" }
        let inherited = Environment(variables: variables, workingDirectory: environment.workingDirectory)
        var isShown = false
        console.apart { isShown = pager.show(Array(text.utf8), with: command.line, in: inherited) }
        // A request to terminate that came meanwhile is heeded now.
        try Task.checkCancellation()
        if isShown { return }
        if let variable = command.variable {
            warning("the pager '\(command.line)' that \(variable) names cannot be run; the whole result follows")
        }
        try write(text)
    }

    /// Whether somebody is there to turn pages, and there are several.
    private func isPaged(_ text: String) -> Bool {
        guard console.output.isTerminal, console.input.isTerminal, !options.noInput, environment["TERM"] != "dumb",
            let rows = console.output.rows
        else { return false }
        // The last line of the terminal is for the shell's next question.
        return text.utf8.count { $0 == UInt8(ascii: "\n") } > rows - 1
    }

    /// The pager that people named, or else the usual one; nil where they want none.
    private var pagerCommand: (line: String, variable: String?)? {
        for variable in ["ASTRO_PAGER", "PAGER"] {
            guard let line = environment.variables[variable]?.trimmed else { continue }
            return line.isEmpty || line == "cat" ? nil : (line, variable)
        }
        return ("less", nil)
    }
}
