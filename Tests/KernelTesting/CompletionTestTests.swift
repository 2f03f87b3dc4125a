import Kernel
import KernelTesting
import Support
import Testing

@Suite("A completion test")
struct CompletionTestTests {
    struct Water: Command {
        static let configuration = CommandConfiguration("water", summary: "Give it water")
        @Option(
            help: "Which",
            completion: .live("plants") { request in
                _ = try await request.context.http.send(HTTPRequest(.get, request.context.auth.baseURL()))
                return [Completion.Candidate("fern", "Green"), Completion.Candidate("moss")]
            }) var plant: String?
        func run(in context: Context) async throws {}
    }

    enum Plants: Plugin {
        static let manifest = PluginManifest("plants", summary: "Plants")
        static let mounts = [Mount(commands: [Water.self])]
    }

    private var test: CommandTest {
        var test = CommandTest(.test, Plants.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    @Test("returns what completes the last word, or what can follow a space")
    func candidates() async throws {
        var asking = test
        asking.expect(.get, "/v1", .json("{}"))
        #expect(try await asking.completions(of: "water --plant=m") == [Completion.Candidate("moss")])
        #expect(try await test.completions(of: "wa").map(\.value) == ["water"])
        #expect(try await test.completions(of: "").map(\.value) == ["water"])
    }

    @Test("fails on an unexpected or missing request")
    func requests() async throws {
        await #expect(throws: UnmetExpectation.self) { try await test.completions(of: "water --plant ") }
        var vain = test
        vain.expect(.get, "/v1", .json("{}"))
        await #expect(throws: UnmetExpectation.self) { try await vain.completions(of: "wa") }
    }
}
