import Foundation
import Support
import Testing

@Suite("A crash", .timeLimit(.minutes(20)))
struct CrashTests {
    private let program: BuiltProgram

    init() throws {
        var program = try BuiltProgram()
        // The runtime's own report is for developers, and long.
        program.variables["SWIFT_BACKTRACE"] = "enable=no"
        self.program = program
    }

    private func probe(_ words: String...) async throws -> BuiltProgram.Outcome {
        try await program.finish(program.probe(words), input: "")
    }

    /// The program's own last line; Swift's runtime may say the reason before it.
    private func lastLine(_ outcome: BuiltProgram.Outcome) -> String {
        outcome.stderr.split(separator: "\n").last.map(String.init) ?? ""
    }

    #if arch(arm64)
        private static let trap: Int32 = 5
    #else
        private static let trap: Int32 = 4
    #endif

    @Test(
        "is reported in one line with the command and plugin, and ends with the same signal",
        arguments: [("trap", trap), ("fatal", trap), ("aborted", 6), ("memory", 11), ("stack", 11), ("thread", trap)])
    func faults(fault: String, signal: Int32) async throws {
        let outcome = try await probe("crash", fault)
        #expect(
            lastLine(outcome) == "error: 'probe crash' (plugin 'probe') crashed (signal \(signal))", "\(outcome.stderr)"
        )
        #expect(outcome.exitCode == 128 + signal)
        #expect(outcome.stdout == "")
    }

    @Test("is JSON for a program")
    func json() async throws {
        let outcome = try await probe("crash", "memory", "-o", "json")
        let error = try #require(try object(lastLine(outcome))["error"] as? [String: Any])
        #expect(error["code"] as? String == "crashed")
        #expect(error["message"] as? String == "'probe crash' (plugin 'probe') crashed (signal 11)")
        #expect(error["exitCode"] as? Int == 139)
        #expect(outcome.exitCode == 139)
    }

    @Test("of a change says whether it may have been made")
    func changes() async throws {
        let before = try await probe("crash-in-change")
        #expect(lastLine(before).hasSuffix("crashed (signal \(Self.trap)); nothing was changed"), "\(before.stderr)")
        let server = try ScriptedServer(always: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let after = try await probe("crash-in-change", "--url", server.url)
        #expect(
            lastLine(after).hasSuffix("the change in progress may or may not have been made"), "\(after.stderr)")
    }

    @Test("in the middle of a delivery says where the value is saved, and how to get it")
    func delivery() async throws {
        let outcome = try await probe("crash-in-change", "--delivers")
        let line = lastLine(outcome)
        #expect(
            line.contains("before the value of the plant 'fern' was delivered: it is saved in "), "\(outcome.stderr)")
        #expect(line.hasSuffix(". The old value no longer works; then: probe secret"))
        let json = try await probe("crash-in-change", "--delivers", "--json")
        let error = try #require(try object(lastLine(json))["error"] as? [String: Any])
        #expect(error["hint"] as? String == "probe secret")
    }

    @Test("of the program in the middle of a rotation leaves the value to 'recover'")
    func rotation() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let words = "deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f"
        let outcome = try await client.shell(
            "astro \(words) --to-command 'sh -c \"kill -SEGV $PPID\"' & wait $!",
            extra: ["SWIFT_BACKTRACE": "enable=no"])
        #expect(outcome.exitCode == 139, "\(outcome.stderr)")
        // The shell adds its own last line.
        let line = outcome.stderr.split(separator: "\n").first { $0.hasPrefix("error: ") } ?? ""
        #expect(
            line.contains("'astro deployment token rotate' (plugin 'tokens') crashed (signal 11) before the value of"))
        #expect(line.contains("; then: astro deployment token recover"), "\(outcome.stderr)")
        let recovered = try await client.run(["deployment", "token", "recover"])
        #expect(recovered.exitCode == 0 && recovered.stdout.hasPrefix("eyJ"), "\(recovered.stderr)")
    }

    @Test("caused by an unforeseen error names the command and the plugin")
    func unforeseen() async throws {
        let outcome = try await probe("fail")
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr == "error: 'probe fail' (plugin 'probe') failed: Unforeseen()\n")
    }
}

@Suite("A run without descriptors", .timeLimit(.minutes(20)))
struct ExhaustedRunTests {
    @Test(
        "ends with an error that says so, or works without them",
        arguments: [("request", 1), ("wait", 0), ("program", 1), ("file", 1), ("log", 1)])
    func exhausted(need: String, exitCode: Int32) async throws {
        var program = try BuiltProgram()
        program.variables["SWIFT_BACKTRACE"] = "enable=no"
        var probe = program.probe(["exhaust", need])
        probe.arguments = ["-c", "ulimit -n 32; exec \"$0\" exhaust \(need)", probe.executable]
        probe.executable = "/bin/sh"
        let outcome = try await program.finish(probe, input: "")
        #expect(outcome.exitCode == exitCode, "\(outcome.stderr)")
        if exitCode != 0 { #expect(outcome.stderr.contains("error: "), "\(outcome.stderr)") }
    }
}
