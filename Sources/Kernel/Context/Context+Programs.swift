import Base
import OperatingSystem

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Context {
    /// Runs a program on this machine and returns its exit status and standard output.
    ///
    /// ```swift
    /// let commit = try await context.run(["git", "rev-parse", "HEAD"])
    /// guard commit.exitCode == 0 else { throw CommandError(.failure, "this folder is not a Git repository") }
    /// ```
    /// It runs without a shell, and without environment variables that hold our credentials. Its standard error goes
    /// to the user's terminal, unless an agent runs the command.
    /// - Parameters:
    ///   - words: The program's name or path, and its arguments.
    ///   - input: Its standard input, at most 32 KiB.
    ///   - timeout: The time limit, after which the program is terminated.
    /// - Throws: ``CommandError`` if the program doesn't exist (``ExitCode/notFound``), times out, or
    ///   writes more than 1 MiB. A nonzero exit status is not an error.
    public func run(
        _ words: [String], input: String = "", timeout: Duration = .seconds(60)
    ) async throws -> ProgramOutcome {
        let call = ProgramCall(words, input: Array(input.utf8), timeout: timeout)
        // An agent's client may keep our stderr; other programs must not fill it.
        return try await world.runProgram(call, environment, world.agent == nil)
    }

    /// Opens a page in the user's browser; returns false if there is none.
    public func openBrowser(_ page: URL) -> Bool { world.openBrowser(page, environment) }
}
