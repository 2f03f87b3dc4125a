import Kernel
import KernelTesting
import Testing

@Suite("astro samplepath list")
struct ListSamplesTests {
    @Test("shows a table, with names from later versions of the server")
    func table() async throws {
        var test = Fixture.scripted()
        let newer = Fixture.one("cb", name: "New", status: "ASLEEP")
        test.expect(.get, "\(Fixture.all)?limit=1000&offset=0", .json(Fixture.page(Fixture.one("ca"), newer)))
        let result = try await test.run("samplepath list --fields id,status")
        #expect(result.stdout == "ID  STATUS\nca  ACTIVE\ncb  ASLEEP\n")
        #expect(result.stderr == "")
        #expect(result.exitCode == .success)
    }

    @Test("reads every page")
    func pages() async throws {
        var test = Fixture.scripted()
        let (first, second) = (Fixture.one("ca"), Fixture.one("cb"))
        test.expect(.get, "\(Fixture.all)?limit=1000&offset=0", .json(Fixture.page(first, totalCount: 2)))
        test.expect(.get, "\(Fixture.all)?limit=1000&offset=1", .json(Fixture.page(second, offset: 1, totalCount: 2)))
        let result = try await test.run("samplepath list --fields id --no-header -o csv")
        #expect(result.stdout == "ca\r\ncb\r\n")
    }

    @Test("passes its filters to the server")
    func filters() async throws {
        let paused = try await Fixture.sandboxed().run(
            "samplepath list --status paused -o csv --no-header --fields name")
        #expect(paused.stdout == "Every week\r\n")
        let none = try await Fixture.sandboxed().run("samplepath list --deployment cnone")
        #expect(none.exitCode == .success)
        #expect(none.stderr.contains("There are none."))
    }

    @Test("refuses an invalid status, and lists the valid ones")
    func usage() async throws {
        let result = try await Fixture.scripted().run("samplepath list --status gone")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("active"))
    }
}
