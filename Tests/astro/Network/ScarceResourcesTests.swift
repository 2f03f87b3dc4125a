import Foundation
import Support
import Testing

/// A machine that gives the program less than it asks for: in any case, the program ends by itself, says so, and has
/// rotated nothing that it does not deliver.
@Suite("Few descriptors or threads", .timeLimit(.minutes(20)))
struct ScarceResourcesTests {
    /// The result of a rotation under a limit.
    private func judge(_ outcome: BuiltProgram.Outcome, _ client: BuiltProgram, _ limit: String) async throws {
        #expect([0, 1, 3, 6, 8].contains(outcome.exitCode), "\(limit): \(outcome.exitCode) \(outcome.stderr)")
        #expect((outcome.exitCode == 0) == !outcome.stdout.isEmpty, "\(limit): \(outcome.stderr)")
        guard outcome.exitCode == 0 else {
            #expect(outcome.stderr.contains("error: "), "\(limit): \(outcome.exitCode)")
            return
        }
        let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]
        let value = String(outcome.stdout.dropLast())
        #expect(try await client.run(list, extra: ["ASTRO_API_TOKEN": value]).exitCode == 0, "\(limit)")
    }

    private static let rotate =
        "astro deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f -c"

    // With fewer than four the system's loader does not find the program's libraries.
    @Test("lead to a delivery or an error, however few open files are allowed", arguments: 4...20)
    func descriptors(count: Int) async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let outcome = try await client.shell("ulimit -n \(count); exec \(Self.rotate)")
        try await judge(outcome, client, "\(count) open files")
    }

    /// A shell prefix that runs commands as a user with a thread limit, which doesn't apply to root.
    private func limited(to count: Int) -> String {
        let user = 64_000 + count
        return "chown \(user) \"$HOME\"; exec setpriv --reuid \(user) --clear-groups prlimit --nproc=\(count) "
    }

    private static let canLimitThreads = getuid() == 0 && Tools.have("setpriv") && Tools.have("prlimit")

    @Test(
        "lead to a delivery or an error, however few threads are allowed", .enabled(if: canLimitThreads),
        arguments: 1...6)
    func threads(count: Int) async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let outcome = try await client.shell(limited(to: count) + Self.rotate)
        // There is nothing to test if that user can't access the program.
        guard outcome.exitCode != 126, outcome.exitCode != 127 else { return }
        try await judge(outcome, client, "\(count) threads")
    }

    @Test("do not prevent a retry", .enabled(if: canLimitThreads), arguments: 4...6)
    func waiting(count: Int) async throws {
        let server = try ScriptedServer(always: "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n")
        var client = try BuiltProgram()
        client.variables = ServedSandbox.variables(url: server.url, credential: BadInputTests.credential)
        let outcome = try await client.shell(limited(to: count) + "astro api x")
        guard outcome.exitCode != 126, outcome.exitCode != 127 else { return }
        #expect(outcome.exitCode == 1, "\(outcome.stderr)")
        #expect(server.requests.count == 3)
    }
}
