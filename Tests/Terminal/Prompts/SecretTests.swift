@testable import Base
@testable import Terminal
import KernelTesting
import Testing

@Suite("A question for a secret")
struct SecretTests {
    @Test("reads a line unchanged, without showing it", arguments: [80, nil])
    func asked(columns: Int?) async throws {
        let screen = Screen(columns: columns, input: [" s3cret "])
        #expect(try await screen.output.secret("Password", flag: "--password-file FILE") == " s3cret ")
        #expect(screen.stdin.secrets == [" s3cret "])
        #expect(screen.stderr.text == "Password: \n")
        #expect(screen.stdout.text == "")
    }

    @Test("refuses an empty line or end of input", arguments: [[], [""]])
    func unanswered(input: [String]) async {
        let error = CommandError(.cancelled, "no answer; nothing was changed", hint: "pass --password-file FILE")
        await #expect(throws: error) {
            _ = try await Screen(columns: 80, input: input).output.secret("Password", flag: "--password-file FILE")
        }
    }

    @Test("is not asked with --no-input, and the error names what to pass")
    func noInput() async {
        let screen = Screen(columns: 80, input: ["x"]) { $0.neverAsks = true }
        let message = "'Password' was not asked because of --no-input; nothing was changed"
        await #expect(throws: CommandError(.cancelled, message, hint: "pass --password-file FILE")) {
            _ = try await screen.output.secret("Password", flag: "--password-file FILE")
        }
        #expect(screen.stdin.rest == ["x"])
    }
}
