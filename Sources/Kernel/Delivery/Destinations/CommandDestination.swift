/// A command that reads the secret from its stdin.
struct CommandDestination: Destination {
    /// The words of the command, as a shell would split its line.
    let words: [String]
    /// How long it may take.
    var timeout = Duration.seconds(60)

    var label: String { "the command '\(words.joined(separator: " "))'" }

    func check(size: Int, in context: Context) throws {
        _ = try path(in: context)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let process = Subprocess(
            words: [try path(in: context)] + words.dropFirst(), environment: context.environment)
        let outcome = try await process.run(input: Array(secret.utf8), timeout: timeout)
        if outcome.timedOut {
            throw CommandError(.failure, "it did not end within \(timeout.components.seconds) s and was stopped")
        }
        guard outcome.exitCode == 0 else {
            throw CommandError(.failure, "it ended with exit code \(outcome.exitCode)")
        }
        guard outcome.unreadBytes == 0 else {
            throw CommandError(.failure, "it ended without having read the whole value")
        }
    }

    private func path(in context: Context) throws -> String {
        guard let path = Subprocess.find(words[0], in: context.environment) else {
            throw CommandError(.failure, "there is no command '\(words[0])'")
        }
        return path
    }
}
