import Foundation
import KernelTesting
import Support
import Testing

@testable import Kernel

@Suite("A download")
struct DownloadTests {
    struct Fetch: Command {
        static let configuration = CommandConfiguration("fetch", summary: "Fetch a file")
        @Argument("URL", help: "What to fetch; nothing is the API") var url: String?
        @Flag(help: "Without the credential") var omits = false

        func run(in context: Context) async throws {
            let url = try url.flatMap { URL(string: $0) } ?? context.auth.baseURL().appending(path: "file")
            let request = HTTPRequest(.get, url, credential: omits ? .omit : .automatic)
            let response = try await context.download(request, to: "file.txt")
            try context.output.text("\(response.status) \(response.body.count)")
        }
    }

    enum Fetching: Plugin {
        static let manifest = PluginManifest("fetching", summary: "Fetching")
        static let mounts = [Mount(commands: [Fetch.self])]
    }

    private func test(_ reply: ScriptedTransport.Reply?, target: String = "/v1/file") -> CommandTest {
        var test = CommandTest(.test, Fetching.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        test.files["/work/file.txt"] = "old"
        test.allowsWriting = true
        if let reply { test.expect(.get, target, reply) }
        return test
    }

    @Test("replaces the file when it is complete")
    func whole() async throws {
        let result = try await test(.json("new")).run("fetch")
        #expect(result.stdout == "200 0\n")
        #expect(result.files["/work/file.txt"] == "new")
        #expect(result.requests.first?.headers["Authorization"] != nil)
    }

    @Test("keeps the old file if the server refuses, and reports the server's message")
    func refused() async throws {
        let result = try await test(.json("no way", status: 403)).run("fetch")
        #expect(result.stdout == "403 6\n")
        #expect(result.files["/work/file.txt"] == "old")
    }

    @Test("keeps the old file if no complete answer arrives")
    func broken() async throws {
        let loss = TransportError(.timedOut, "lost", requestMayHaveArrived: true)
        let result = try await test(.failure(loss)).run("fetch")
        #expect(result.exitCode == .network)
        #expect(result.files["/work/file.txt"] == "old")
    }

    @Test("is not requested if the file can't be written")
    func noPlace() async throws {
        var test = test(nil)
        test.writeFailure = FileError(.system("No space left on device"), path: "/work/file.txt")
        let result = try await test.run("fetch")
        #expect(result.exitCode == .failure)
        #expect(result.requests.isEmpty)
    }

    @Test("from another server has no credential, and needs an explicit permission")
    func elsewhere() async throws {
        let result = try await test(.json("new"), target: "/f?signature=1").run(
            "fetch https://s3.test/f?signature=1 --omits")
        #expect(result.files["/work/file.txt"] == "new")
        #expect(result.requests.map { $0.headers["Authorization"] } == [nil])
        let refused = try await test(nil).run("fetch https://s3.test/f?signature=1")
        #expect(refused.exitCode == .failure)
        #expect(refused.requests.isEmpty)
    }
}
