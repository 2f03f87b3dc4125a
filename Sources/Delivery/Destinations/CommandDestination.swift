import Base
import Kernel
import OperatingSystem

/// A command that reads the secret from its standard input.
struct CommandDestination: Destination {
    /// The words of the command, split like a shell does.
    let words: [String]
    /// Whether it also gets the variables that hold this program's credentials.
    var keepsCredentials = false
    /// The time limit.
    var timeout = Duration.seconds(60)

    var label: String { "the command '\(words.joined(separator: " "))'" }

    func check(size: Int, in context: Context) throws {
        _ = try path(in: context)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let process = Subprocess(
            words: [try path(in: context)] + words.dropFirst(), environment: environment(in: context),
            keepsCredentials: keepsCredentials, keepsLocks: true)
        // An agent's client keeps this program's stderr, which would contain the value if the command prints it.
        let outcome = try await process.run(
            input: Array(secret.utf8), timeout: timeout, isHeard: context.world.agent == nil)
        if outcome.timedOut {
            throw CommandError(.failure, "it did not end within \(timeout.components.seconds) s and was stopped")
        }
        guard outcome.exitCode == 0 else {
            throw CommandError(.failure, "it exited with \(outcome.exitCode)")
        }
        guard outcome.unreadBytes == 0 else {
            throw CommandError(.failure, "it exited before it had read the whole value")
        }
    }

    /// Returns the variables, with the credential that works now if this run has replaced its own.
    private func environment(in context: Context) -> Environment {
        let environment = context.environment
        let variable = environment.names.variable("API_TOKEN")
        guard keepsCredentials, environment[variable] != nil, let replacement = context.auth.replacement else {
            return environment
        }
        return environment.with(variables: environment.variables.merging([variable: replacement]) { $1 })
    }

    private func path(in context: Context) throws -> String {
        guard let path = Subprocess.find(words[0], in: context.environment) else {
            throw CommandError(.failure, "there is no command '\(words[0])'")
        }
        return path
    }
}
