import Kernel
import KernelTesting
import Testing

@Suite("astro samplepath delete")
struct DeleteSamplesTests {
    let line = "samplepath delete \(Fixture.id)"

    @Test("deletes it after a yes")
    func confirmed() async throws {
        var test = Fixture.sandboxed()
        test.input = ["y"]
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("'Every night'? [y/N]"))
        test.input = []
        test.files = result.files
        #expect(try await test.run("\(line) --yes").exitCode == .notFound)
    }

    @Test("changes nothing after a no, or without an answer", arguments: [["n"], []])
    func refused(input: [String]) async throws {
        var test = Fixture.scripted()
        test.expect(.get, "\(Fixture.all)/\(Fixture.id)", .json(Fixture.one()))
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }
}
