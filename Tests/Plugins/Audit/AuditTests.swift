import Audit
import Foundation
import AstroAPI
import Kernel
import KernelTesting
import Testing

@Suite("astro audit")
struct AuditTests {
    let path = "/home/test/.astro/audit.jsonl"
    let line =
        #"{"action":"rotate","actor":"ctok1","context":"astronomer.io","name":"CI","outcome":"done","subject":"ctok2","time":"2026-03-01T00:00:00Z","valueAfter":"b","valueBefore":"a"}"#

    func test(_ lines: String...) -> CommandTest {
        var test = CommandTest(.astro, AuditPlugin.self)
        test.files[path] = lines.map { $0 + "\n" }.joined()
        return test
    }

    /// One change, as in the log.
    func change(_ day: String, _ action: String, _ subject: String, _ name: String? = nil) -> String {
        let name = name.map { #""name":"\#($0)","# } ?? ""
        return
            #"{"action":"\#(action)","actor":"a","context":"c",\#(name)"outcome":"done","subject":"\#(subject)","time":"2026-\#(day)T10:00:00Z"}"#
    }

    @Test("shows every change with its context and names, in every format")
    func shows() async throws {
        let table = try await test(line).run("audit").stdout
        #expect(
            table.contains("2026-03-01T00:00:00Z  ctok1  astronomer.io  rotate  ctok2  CI    a       b      done"),
            "\(table)")
        #expect(
            try await test(line).run("audit -o csv --no-header --fields actor,name,outcome").stdout
                == "ctok1,CI,done\r\n")
    }

    @Test("shows a change once, with its outcome, which is unknown if none was logged")
    func changes() async throws {
        let begun = line.replacing(#""done""#, with: #""begun","change":"x1""#)
        let test = test(begun, begun.replacing("x1", with: "x2"), begun.replacing("begun", with: "done"))
        let shown = try await test.run("audit -o csv --no-header --fields actor,outcome").stdout
        #expect(shown == "ctok1,done\r\nctok1,unknown\r\n")
        #expect(try await test.run("audit --json").stdout.contains(#""outcome": "unknown""#))
    }

    @Test(
        "shows the requested changes",
        arguments: [
            ("--token cb", ["2"]), ("--token CB", ["2"]), ("--token CI", ["1", "3"]), ("--token ci", []),
            ("--token cz", ["4"]),
            ("--action rotate", ["1", "3"]), ("--action ROTATE", ["1", "3"]), ("--action change-roles", ["2"]),
            ("--limit 1", ["4"]), ("--limit 3", ["2", "3", "4"]), ("--limit 9", ["1", "2", "3", "4"]),
            ("--since 2026-01-03", ["3", "4"]), ("--since 2026-01-03T10:00:00Z", ["3", "4"]),
            ("--since 2026-01-03T11:00:00+01:00", ["3", "4"]), ("--since '2026-01-03 11:00:00 +01:00'", ["3", "4"]),
            ("--since '2026-01-03 10:00:01 UTC'", ["4"]), ("--since 2026-01-03T10:00:01Z", ["4"]),
            ("--since 30h", ["4"]), ("--since 2w", ["1", "2", "3", "4"]),
            ("--since 2026-01-02 --action rotate --token CI --limit 1", ["3"]),
        ] as [(String, [String])])
    func chosen(flags: String, days: [String]) async throws {
        var test = test(
            change("01-01", "rotate", "ca", "CI"), change("01-02", "change-roles", "cb", "other"),
            change("01-03", "rotate", "ca", "CI"), change("01-04", "DELETE", "/v1/organizations/o/tokens/cz"))
        test.clock = FixedClock(Date(timeIntervalSince1970: 1_767_614_400))
        let result = try await test.run("audit \(flags) -o csv --no-header --fields time")
        #expect(result.exitCode == .success)
        #expect(
            result.stdout.split(separator: "\r\n").map { String($0.prefix(10).suffix(1)) } == days, "\(result.stdout)")
        #expect(days != [] || result.stderr == "No change matches.\n")
    }

    @Test("refuses an invalid time or number", arguments: ["--since yesterday", "--since 7x", "--limit 0"])
    func refuses(flags: String) async throws {
        #expect(try await test(line).run("audit \(flags)").exitCode == .usage)
    }

    @Test("skips a line that a power cut left broken")
    func broken() async throws {
        var test = test(line)
        test.files[path]?.append("{\"action\":\"ro\n\(line)\n")
        #expect(try await test.run("audit --no-header").stdout.split(separator: "\n").count == 2)
    }

    @Test("says so if there are no changes")
    func nothing() async throws {
        let result = try await CommandTest(.astro, AuditPlugin.self).run("audit")
        #expect(result.exitCode == .success)
        #expect(result.stderr == "No changes are logged.\n")
    }
}
