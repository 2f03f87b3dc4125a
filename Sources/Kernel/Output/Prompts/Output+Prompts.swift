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

    /// Asks for a secret, which a terminal does not show while it is typed.
    ///
    /// The answer is taken as it is, with the spaces at its ends.
    /// - Parameters:
    ///   - question: What to ask for.
    ///   - flag: What to pass so that nothing is asked: a file or a variable, since other users see the words of a
    ///     command line.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` when no answer comes.
    public func secret(_ question: String, flag: String) async throws -> String {
        try refuseWithoutInput(question, flag)
        // Nobody saw the return key.
        defer { console.tell("") }
        let answer = try await console.input.readSecret {
            try? console.error.write(Array(VisibleText.escaping("\(question): ").utf8))
        }
        guard let answer, !answer.isEmpty else { throw unanswered(hint: "pass \(flag)") }
        return answer
    }

    func refuseWithoutInput(_ question: String, _ flag: String?) throws {
        guard options.noInput else { return }
        throw CommandError(
            .cancelled, "'\(question)' was not asked because of --no-input; nothing was changed",
            hint: flag.map { "pass \($0)" })
    }

    func unanswered(hint: String?) -> CommandError {
        CommandError(.cancelled, "no answer; nothing was changed", hint: hint)
    }

    func ask(_ question: String) async throws -> String? {
        try? console.error.write(Array(VisibleText.escaping(question).utf8))
        let answer = try await console.input.readLine()
        // Nobody's return key ended the line that the question stands on.
        if !console.input.isTerminal || answer == nil { console.tell("") }
        return answer?.trimmed
    }
}
