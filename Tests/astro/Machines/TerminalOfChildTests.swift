import Foundation
import Testing

@Suite("A command that a value is piped to")
struct TerminalOfChildTests {
    @Test("has no terminal to ask, instead of being stopped forever")
    func asks() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        // A child that stayed in the background of our session would be stopped by its first question.
        let line = """
            script -qefc "astro \(BareMachineTests.rotate) --to-command 'sh -c \\"cat >/dev/null; head -c1 /dev/tty\\"'" \\
                /dev/null < /dev/null
            """
        let outcome = try await client.shell("timeout -s KILL 30 bash -c '\(line.replacing("'", with: "'\\''"))'")
        #expect(outcome.exitCode == 8, "\(outcome.stdout) \(outcome.stderr)")
        #expect(outcome.stdout.contains("/dev/tty"))
    }
}
