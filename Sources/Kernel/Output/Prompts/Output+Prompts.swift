extension Output {
    /// Asks a question that needs a yes; anything but `y` or `yes` is a no.
    ///
    /// - Parameters:
    ///   - question: What to ask, with a question mark.
    ///   - flag: The flag that answers it beforehand, such as `--force`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` on a no or no answer; nothing was changed then.
    public func confirm(_ question: String, flag: String) async throws {
        try refuseWithoutInput(question, flag)
        guard let answer = try await ask("\(question) [y/N] ") else {
            throw unanswered(hint: "pass \(flag) to go ahead without asking")
        }
        guard ["y", "yes"].contains(answer.lowercased()) else {
            throw CommandError(.cancelled, "cancelled; nothing was changed")
        }
    }

    /// Asks for text that is not empty.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` when no answer comes.
    public func prompt(_ question: String, flag: String, default standard: String? = nil) async throws -> String {
        try refuseWithoutInput(question, flag)
        let suffix = standard.map { " [\($0)]" } ?? ""
        let answer = try await ask("\(question)\(suffix): ") ?? ""
        if !answer.isEmpty { return answer }
        if let standard, console.isInteractive { return standard }
        throw unanswered(hint: "pass \(flag)")
    }

    /// Lets a person choose from a numbered table.
    ///
    /// Only a terminal can be asked.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` when no valid number is answered.
    public func choose<Row>(_ question: String, from rows: [Row], columns: [Column<Row>]) async throws -> Row {
        try refuseWithoutInput(question, nil)
        let shown = columns.filter(\.isShown)
        let numbered = rows.enumerated().map { index, row in
            ["\(index + 1)"] + shown.map { VisibleText.escaping($0.cell(row)) }
        }
        let table = TableWriter(
            headings: ["#"] + shown.map(\.heading), rows: numbered, width: console.error.columns, style: errorStyle,
            glyphs: glyphs)
        try console.error.write(Array(table.text().utf8))
        guard let answer = try await ask("\(question) [1-\(rows.count)]: "), !answer.isEmpty else {
            throw unanswered(hint: nil)
        }
        guard let number = Int(answer), number >= 1, let row = rows[safely: number - 1] else {
            throw CommandError(.cancelled, "'\(answer)' is not a number from 1 to \(rows.count); nothing was changed")
        }
        return row
    }

    /// Whether a person can be asked.
    public var canChoose: Bool { console.isInteractive && !options.noInput }

    private func refuseWithoutInput(_ question: String, _ flag: String?) throws {
        guard options.noInput else { return }
        throw CommandError(
            .cancelled, "'\(question)' was not asked because of --no-input; nothing was changed",
            hint: flag.map { "pass \($0)" })
    }

    private func unanswered(hint: String?) -> CommandError {
        CommandError(.cancelled, "no answer; nothing was changed", hint: hint)
    }

    private func ask(_ question: String) async throws -> String? {
        try? console.error.write(Array(VisibleText.escaping(question).utf8))
        let answer = try await console.input.readLine()
        // Nobody's return key ended the line that the question stands on.
        if !console.input.isTerminal || answer == nil { console.tell("") }
        return answer?.trimmed
    }
}
