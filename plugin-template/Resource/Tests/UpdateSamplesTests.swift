import Kernel
import KernelTesting
import Testing

@Suite("astro samplepath update")
struct UpdateSamplesTests {
    @Test("changes each once, and lists them")
    func several() async throws {
        var test = Fixture.sandboxed()
        let line = "samplepath update \(Fixture.id) cseed000000000000000month \(Fixture.id) --status paused"
        let result = try await test.run("\(line) -o csv --no-header --fields name,status")
        #expect(result.stdout == "Every month,PAUSED\r\nEvery night,PAUSED\r\n")
        #expect(result.audit.filter { $0.contains(#""outcome":"done""#) }.count == 2)
        test.files = result.files
        let list = try await test.run("samplepath list --status active")
        #expect(list.stderr.contains("There are none."))
    }

    @Test("exits with 7 if one of several isn't there, after the others")
    func partial() async throws {
        let result = try await Fixture.sandboxed().run("samplepath update cnone \(Fixture.id) --status paused")
        #expect(result.exitCode == .partial)
        #expect(result.stdout.contains("Every night"))
        #expect(result.stderr.contains("the sample cnone"))
    }

    @Test("exits with 4 if the only one isn't there, and with 2 without any")
    func single() async throws {
        #expect(try await Fixture.sandboxed().run("samplepath update cnone --status paused").exitCode == .notFound)
        #expect(try await Fixture.scripted().run("samplepath update --status paused").exitCode == .usage)
    }
}
