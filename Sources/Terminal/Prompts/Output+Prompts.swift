import Base

extension Output {
    /// Asks a yes-or-no question; anything but `y` or `yes` means no.
    ///
    /// - Parameters:
    ///   - question: The question, with its question mark.
    ///   - flag: The flag that answers it in advance, such as `--yes`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if the answer is no, or there is none.
    public func confirm(_ question: String, flag: String) async throws {
        try refuseWithoutInput(question, flag)
        if let interviewer = console.interviewer { return try await interviewer.confirm(question) }
        guard let answer = try await ask("\(question) [y/N] ") else {
            throw unanswered(hint: "pass \(flag) to go ahead without asking")
        }
        guard ["y", "yes"].contains(answer.lowercased()) else {
            throw CommandError(.cancelled, "canceled; nothing was changed")
        }
    }

    /// Asks for text that isn't empty.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if there is no answer.
    public func prompt(_ question: String, flag: String, default standard: String? = nil) async throws -> String {
        try refuseWithoutInput(question, flag)
        if let interviewer = console.interviewer { return try await interviewer.text(question, default: standard) }
        let suffix = standard.map { " [\($0)]" } ?? ""
        let answer = try await ask("\(question)\(suffix): ") ?? ""
        if !answer.isEmpty { return answer }
        if let standard, console.isInteractive { return standard }
        throw unanswered(hint: "pass \(flag)")
    }

    /// Asks for a secret, which a terminal doesn't show while it is typed.
    ///
    /// The answer keeps leading and trailing spaces.
    /// - Parameters:
    ///   - question: What to ask for.
    ///   - flag: What to pass to skip the question: a file or a variable, because other users can see command-line
    ///     arguments.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if there is no answer.
    public func secret(_ question: String, flag: String) async throws -> String {
        try refuseWithoutInput(question, flag)
        // An interviewer's answers pass through another program.
        if console.interviewer != nil { throw unanswered(hint: "pass \(flag)") }
        // The return key was not echoed.
        defer { console.tell("") }
        let answer = try await console.input.readSecret {
            try? console.error.write(Array(VisibleText.escaping("\(question): ").utf8))
        }
        guard let answer, !answer.isEmpty else { throw unanswered(hint: "pass \(flag)") }
        return answer
    }

    func refuseWithoutInput(_ question: String, _ flag: String?) throws {
        let reason: String
        if options.neverAsks {
            reason = "of --no-input"
        } else if let variable = silencingVariable, console.interviewer == nil, console.input.isTerminal {
            reason = "\(variable) is set"
        } else {
            return
        }
        throw CommandError(
            .cancelled, "'\(question)' was not asked because \(reason); nothing was changed",
            hint: flag.map { "pass \($0)" })
    }

    func unanswered(hint: Hint?) -> CommandError {
        CommandError(.cancelled, "no answer; nothing was changed", hint: hint)
    }

    package func ask(_ question: String) async throws -> String? {
        try? console.error.write(Array(fitted(spoken(question)).utf8))
        let answer = try await console.input.readLine()
        // No return key ended the line with the question.
        if !console.input.isTerminal || answer == nil { console.tell("") }
        return answer?.trimmed
    }
}
