import Foundation
import Support
import Testing

@Suite("An answer that is saved to a file", .timeLimit(.minutes(20)))
struct DownloadOverHTTPTests {
    private func client(_ url: String) throws -> BuiltProgram {
        var client = try BuiltProgram()
        client.variables = ServedSandbox.variables(url: url, credential: BadInputTests.credential)
        try Data("old".utf8).write(to: client.home.appending(path: "out.bin"))
        return client
    }

    private let download = ["api", "file", "--to-file", "out.bin"]

    private func head(_ length: Int, _ status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
    }

    /// The size of the current file; the old one has three bytes, and nothing may be left next to it.
    private func size(_ client: BuiltProgram) throws -> Int {
        let names = try FileManager.default.contentsOfDirectory(atPath: client.home.path())
        #expect(names.filter { $0.contains("out.bin") } == ["out.bin"])
        return try Data(contentsOf: client.home.appending(path: "out.bin")).count
    }

    @Test("may be larger than memory allows")
    func large() async throws {
        let megabyte = [UInt8](repeating: 120, count: 1_000_000)
        let head = head(80_000_000)
        let server = try ScriptedServer.conversing { client in
            client.send(head)
            for _ in 0..<80 where client.send(megabyte) {}
        }
        let client = try client(server.url)
        let outcome = try await client.run(download)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "")
        #expect(try size(client) == 80_000_000)
        let kept = try await client.run(["api", "file", "--silent"])
        #expect(kept.stderr.contains("is too large"))
    }

    @Test("that breaks off at nine tenths is requested again, and keeps the old file if every attempt breaks off")
    func broken() async throws {
        let head = head(1_000_000)
        let server = try ScriptedServer.conversing { client in
            client.send(head)
            client.send([UInt8](repeating: 120, count: 900_000))
        }
        let client = try client(server.url)
        let outcome = try await client.run(download)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("broke before the answer was complete"))
        #expect(try size(client) == 3)
        #expect(server.requests.count == 3)
    }

    @Test("keeps the old file if the disk is full")
    func fullDisk() async throws {
        let head = head(4_000_000)
        let server = try ScriptedServer.conversing { client in
            client.send(head)
            client.send([UInt8](repeating: 120, count: 4_000_000))
        }
        let client = try client(server.url)
        let outcome = try await client.shell("ulimit -f 1024; astro \(download.joined(separator: " "))")
        #expect(outcome.exitCode == 1, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("File too large"))
        #expect(try size(client) == 3)
    }

    @Test("is followed to another server without the credential")
    func redirected() async throws {
        let body = head(5) + "12345"
        let storage = try ScriptedServer.conversing { $0.send(body) }
        let port = try #require(URL(string: storage.url)?.port)
        let server = try ScriptedServer.conversing { client in
            client.send(
                "HTTP/1.1 307 X\r\nLocation: http://localhost:\(port)/f?signature=1\r\nContent-Length: 0\r\n\r\n")
        }
        let client = try client(server.url)
        let outcome = try await client.run(download)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try size(client) == 5)
        #expect(server.requests.map { $0.header("Authorization")?.hasPrefix("Bearer ") } == [true])
        #expect(storage.requests.map { $0.header("Authorization") } == [nil])
    }

    @Test("that is a refusal is shown, and keeps the old file")
    func refused() async throws {
        let answer = head(4, "404 X") + "gone"
        let server = try ScriptedServer.conversing { $0.send(answer) }
        let client = try client(server.url)
        let outcome = try await client.run(download)
        #expect(outcome.exitCode == 4)
        #expect(outcome.stdout == "gone")
        #expect(try size(client) == 3)
    }

    @Test("shows its progress, and keeps the old file after Ctrl-C")
    func interrupted() async throws {
        let head = head(50_000_000)
        let server = try ScriptedServer.conversing { client in
            client.send(head)
            client.send([UInt8](repeating: 120, count: 5_000_000))
            client.readToEnd()
        }
        let client = try client(server.url)
        let outcome = try await PseudoTerminal().run(
            client.program(download), [.expect("5.0/50.0 MB"), .interrupt])
        #expect(outcome.exitCode == 130, "\(outcome.output)")
        #expect(try size(client) == 3)
    }

    @Test("is only for a single GET", arguments: ["POST file", "DELETE file", "HEAD file", "file --paginate"])
    func contradiction(words: String) async throws {
        let words = ["api"] + words.split(separator: " ").map(String.init) + ["--to-file", "out.bin"]
        #expect(try await client("http://localhost:1").run(words).exitCode == 2)
    }
}
