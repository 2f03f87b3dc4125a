import Audit
import Kernel
import KernelTesting
import Testing

@Suite("astro audit")
struct AuditTests {
    let path = "/home/test/.astro/audit.jsonl"
    let line =
        #"{"action":"rotate","actor":"ctok1","context":"astronomer.io","outcome":"done","subject":"ctok2","time":"2026-03-01T00:00:00Z","valueAfter":"b","valueBefore":"a"}"#

    var test: CommandTest {
        var test = CommandTest(AuditPlugin.self)
        test.files[path] = line + "\n"
        return test
    }

    @Test("shows every change, in every format")
    func shows() async throws {
        let table = try await test.run("audit").stdout
        #expect(table.contains("2026-03-01T00:00:00Z  ctok1  rotate  ctok2  a       b      done"))
        #expect(try await test.run("audit -o csv --no-header --fields actor,outcome").stdout == "ctok1,done\r\n")
    }

    @Test("skips a line that a power cut left broken")
    func broken() async throws {
        var test = test
        test.files[path]?.append("{\"action\":\"ro\n\(line)\n")
        #expect(try await test.run("audit --no-header").stdout.split(separator: "\n").count == 2)
    }

    @Test("says so where there is nothing")
    func nothing() async throws {
        let result = try await CommandTest(AuditPlugin.self).run("audit")
        #expect(result.exitCode == .success)
        #expect(result.stderr == "Nothing was changed yet.\n")
    }
}
