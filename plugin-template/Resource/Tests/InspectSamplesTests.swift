import Kernel
import KernelTesting
import Testing

@Suite("astro samplepath inspect")
struct InspectSamplesTests {
    @Test("shows every field")
    func record() async throws {
        let result = try await Fixture.sandboxed().run("samplepath inspect \(Fixture.id)")
        #expect(result.stdout.contains("Every night"))
        #expect(result.stdout.contains("CREATED"))
    }

    @Test("exits with 4 for one that doesn't exist, and with 3 without the permission")
    func refusals() async throws {
        #expect(try await Fixture.sandboxed().run("samplepath inspect cnone").exitCode == .notFound)
        var test = Fixture.scripted()
        test.expect(.get, "\(Fixture.all)/cx", .json(#"{"message": "not yours"}"#, status: 403))
        let result = try await test.run("samplepath inspect cx")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("not allowed to show the sample cx: not yours"))
    }

    @Test("offers them for completion")
    func completion() async throws {
        let offered = try await Fixture.sandboxed().completions(of: "samplepath inspect ")
        #expect(offered.map(\.value).contains(Fixture.id))
    }
}
