import Foundation
import Support
import Testing

@Suite("A time that a terminal shows")
struct LocalTimeTests {
    /// Nine hours ahead of UTC, written so that no files about zones are needed.
    static let zone = ["TZ": "JST-9", "ASTRO_DOMAIN": "sandbox", "NO_COLOR": "1", "PAGER": ""]
    static var local: Regex<Substring> { /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+09:00/ }
    static var exact: Regex<(Substring, Substring?)> { /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/ }

    static let lines = [
        "deployment inspect Production", "auth status --fields domain,expires",
        "deployment token rotate 'CI deploy' --deployment Production --overlap 7d --yes",
        "deployment token create --name x --role DEPLOYMENT_ADMIN --expiration 30 --deployment Production",
    ]

    func shown(_ line: String, on columns: Int = 200) async throws -> String {
        var program = try BuiltProgram()
        program.variables = Self.zone
        var shell = program.program(["-c", "exec astro \(line)"])
        shell.executable = "/bin/sh"
        shell.variables["PATH"] = "\(BuiltProgram.executable.deletingLastPathComponent().path()):/usr/bin:/bin"
        let outcome = try await PseudoTerminal(columns: columns).run(shell, [])
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        return outcome.kept
    }

    @Test("is in the reader's time zone and names it", arguments: lines.filter { !$0.hasPrefix("auth") })
    func local(line: String) async throws {
        let text = try await shown(line)
        #expect(text.contains(Self.local), "\(text)")
        #expect(!text.contains(Self.exact), "\(text)")
    }

    @Test("is in UTC with --utc", arguments: lines.filter { !$0.hasPrefix("auth") })
    func utc(line: String) async throws {
        let text = try await shown("\(line) --utc")
        #expect(text.contains(Self.exact) && !text.contains(Self.local), "\(text)")
    }

    @Test("is in UTC and RFC 3339 in a pipe", arguments: lines)
    func piped(line: String) async throws {
        var program = try BuiltProgram()
        program.variables = Self.zone
        let outcome = try await program.shell("astro \(line)")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(!(outcome.stdout + outcome.stderr).contains(Self.local))
    }

    @Test("is in the reader's time zone in the list of changes")
    func audit() async throws {
        var program = try BuiltProgram()
        program.variables = Self.zone
        let line = "deployment token delete --name 'Legacy scheduler' --deployment Production --yes"
        _ = try await program.stdout(of: line)
        let terminal = try await PseudoTerminal(columns: 120).run(program.program(["audit"]), [])
        #expect(terminal.kept.contains(Self.local) && !terminal.kept.contains(Self.exact), "\(terminal.kept)")
        #expect(terminal.kept.contains(/NAME +WHAT +OUTCOME +TIME/))
        #expect(terminal.kept.contains("ctoken0000000sandboxowner"))
        #expect(try await program.stdout(of: "audit").contains(Self.exact))
    }

    @Test("is in the reader's time zone in an error, too")
    func error() async throws {
        var program = try BuiltProgram()
        program.variables = Self.zone.merging(["ASTRO_DOMAIN": "localhost"]) { $1 }
        let claims = Data(#"{"apiTokenId":"ctok","exp":1767225600}"#.utf8).base64EncodedString()
            .replacing("=", with: "")
        program.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.\(claims).c2lnbmF0dXJl"
        let words = ["organization", "list"]
        let outcome = try await PseudoTerminal(columns: 200).run(program.program(words), [])
        #expect(outcome.exitCode == 3)
        #expect(outcome.kept.contains("expired on 2026-01-01 09:00:00 +09:00"), "\(outcome.kept)")
        #expect(try await program.run(words).stderr.contains("expired on 2026-01-01T00:00:00Z"))
    }
}
