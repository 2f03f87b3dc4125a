import Base

/// A program to run on this machine, with its arguments and input.
public struct ProgramCall: Sendable, Equatable {
    /// The program's name or path, and its arguments; no shell is involved.
    public var words: [String]
    /// What the program gets on standard input; at most 32 KiB.
    public var input: [UInt8]
    /// The time limit; the program is stopped when it is over.
    public var timeout: Duration

    /// Describes a program to run.
    public init(_ words: [String], input: [UInt8] = [], timeout: Duration = .seconds(60)) {
        self.words = words
        self.input = input
        self.timeout = timeout
    }

    /// Runs it without the variables that hold our credentials.
    ///
    /// - Parameter isHeard: Whether its standard error goes where ours goes.
    /// - Throws: ``CommandError`` if the program doesn't exist, times out, or writes more than 1 MiB;
    ///   `CancellationError` if the task is canceled, once the program has ended.
    package func run(in environment: Environment, isHeard: Bool) async throws -> ProgramOutcome {
        guard let name = words.first, !name.isEmpty else { throw CommandError(.usage, "no program is named") }
        guard let path = Subprocess.find(name, in: environment) else {
            throw CommandError(
                .notFound, "there is no program '\(name.shortened)'", hint: "install it, or add its folder to PATH")
        }
        let process = Subprocess(words: [path] + words.dropFirst(), environment: environment)
        let outcome = try await process.run(
            input: input, timeout: timeout, capturesOutput: true, isHeard: isHeard, endsWhenCancelled: true)
        try Task.checkCancellation()
        if outcome.timedOut {
            throw CommandError(
                .failure, "'\(name.shortened)' did not end within \(timeout.components.seconds) s and was stopped")
        }
        guard !outcome.isOutputCut else {
            throw CommandError(.failure, "'\(name.shortened)' wrote more than 1 MiB to its standard output")
        }
        return ProgramOutcome(exitCode: outcome.exitCode, output: outcome.output)
    }
}

/// What a program returned: its exit status and output.
public struct ProgramOutcome: Sendable, Equatable {
    /// The exit status, or 128 plus the number of the signal that ended the program.
    public var exitCode: Int32
    /// What the program wrote to standard output.
    public var output: [UInt8]

    /// Creates an outcome.
    public init(exitCode: Int32 = 0, output: [UInt8] = []) {
        self.exitCode = exitCode
        self.output = output
    }

    /// The output as text, without a trailing newline.
    public var text: String {
        var text = String(decoding: output, as: UTF8.self)
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
