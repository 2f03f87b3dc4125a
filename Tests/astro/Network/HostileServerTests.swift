import Foundation
import Support
import Testing

/// A server's behavior with a request that it should answer.
enum Hostility: String, CaseIterable, Sendable {
    case silence, drip, drippingHeader, drippingAdvance, endlessHeader, endlessBody, endlessAdvance, brokenChunks, bomb
    case noHTTP, oldHTTP, circle, slowCircle

    /// The program's message, and its exit code for a request that only reads.
    var expected: (words: String, code: Int32) {
        switch self {
        case .silence: ("no answer from 127.0.0.1 within 2 s", 6)
        case .drip, .drippingHeader, .drippingAdvance: ("the response from 127.0.0.1 was incomplete after 2 s", 6)
        case .endlessHeader, .endlessBody, .endlessAdvance, .bomb: ("the response from 127.0.0.1 is too large", 1)
        case .brokenChunks, .noHTTP, .oldHTTP: ("the response from 127.0.0.1 is malformed", 1)
        case .circle: ("127.0.0.1 redirects more than 5 times", 1)
        case .slowCircle: ("no answer from 127.0.0.1, and from where it redirects, within 2 s", 6)
        }
    }

    func answer(_ client: ServerConnection, bomb: [UInt8]) {
        let ok = "HTTP/1.1 200 OK\r\n"
        switch self {
        case .silence: client.readToEnd()
        case .drip:
            client.send(ok + "Content-Length: 1000\r\n\r\n")
            client.sendForever(" ", every: 0.1)
        case .drippingHeader:
            client.send(ok)
            client.sendForever("X: y\r\n", every: 0.1)
        case .drippingAdvance: client.sendForever("HTTP/1.1 100 Continue\r\n\r\n", every: 0.1)
        case .endlessHeader:
            client.send(ok)
            client.sendForever(String(repeating: "X: \(String(repeating: "y", count: 50))\r\n", count: 100))
        case .endlessBody:
            client.send(ok + "Transfer-Encoding: chunked\r\n\r\n")
            client.sendForever("100000\r\n\(String(repeating: " ", count: 1 << 20))\r\n")
        case .endlessAdvance:
            client.sendForever(String(repeating: "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", count: 100))
        case .brokenChunks: client.send(ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n")
        case .bomb:
            client.send(ok + "Content-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            client.send(bomb)
        case .noHTTP: client.send("SSH-2.0-OpenSSH_9.2\r\n")
        case .oldHTTP: client.send("{\"token\": \"x\"}")
        case .circle: client.send("HTTP/1.1 302 Found\r\nLocation: /v1/y\r\nContent-Length: 0\r\n\r\n")
        case .slowCircle:
            Thread.sleep(forTimeInterval: 0.6)
            client.send("HTTP/1.1 302 Found\r\nLocation: /v1/y\r\nContent-Length: 0\r\n\r\n")
        }
    }

    func server() async throws -> ScriptedServer {
        let bomb = self == .bomb ? try await Self.zeros() : []
        return try ScriptedServer { [self] _ in .conversation { answer($0, bomb: bomb) } }
    }

    /// A hundred million zeros compressed with gzip: one block that repeats.
    private static func zeros() async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "zeros")
        let script = "import gzip, sys; sys.stdout.buffer.write(gzip.compress(bytes(100_000_000)))"
        try await ChildProgram("python3", "-c", script).succeed(stdout: .writing(file))
        return try Array(Data(contentsOf: file))
    }
}

@Suite("A server with endless or invalid answers", .needs("curl", "openssl", "python3"), .timeLimit(.minutes(20)))
struct HostileServerTests {
    private func program(_ url: String) throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: url, credential: BadInputTests.credential)
        return program
    }

    private func time(_ hostility: Hostility) -> [String] {
        ["--timeout", hostility.expected.words.hasSuffix("2 s") ? "2" : "100"]
    }

    @Test("ends a GET in time, with a clear message", arguments: Hostility.allCases)
    func reading(hostility: Hostility) async throws {
        let server = try await hostility.server()
        let outcome = try await program(server.url).run(["api", "x"] + time(hostility))
        #expect(outcome.exitCode == hostility.expected.code, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(hostility.expected.words), "\(outcome.stderr)")
        #expect(outcome.stdout == "")
    }

    @Test("leaves a change in doubt, with a clear message", arguments: Hostility.allCases)
    func change(hostility: Hostility) async throws {
        let server = try await hostility.server()
        let outcome = try await program(server.url).run(["api", "POST", "x", "-f", "a=b"] + time(hostility))
        #expect(outcome.exitCode == 6, "\(outcome.stderr)")
        let isRedirect = [.circle, .slowCircle].contains(hostility)
        #expect(outcome.stderr.contains(isRedirect ? "redirects the POST" : hostility.expected.words))
        #expect(outcome.stderr.contains("the server may have carried out"), "\(outcome.stderr)")
        #expect(server.requests.count == 1)
    }

    @Test(
        "that stalls in the TLS handshake has received no request",
        arguments: [["api", "x"], ["api", "POST", "x", "-f", "a=b"]])
    func stalledHandshake(words: [String]) async throws {
        let server = try ScriptedServer(onConnection: { $0.readToEnd() })
        let url = server.url.replacing("http:", with: "https:")
        let outcome = try await program(url).run(words + ["--timeout", "1"])
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("127.0.0.1 did not finish the TLS handshake within 1 s"))
        #expect(!outcome.stderr.contains("may have done"))
    }

    @Test("that is busy gets a change again after Retry-After")
    func busy() async throws {
        let server = try ScriptedServer(
            always: "HTTP/1.1 429 X\r\nRetry-After: Sun Nov  6 08:49:37 1994\r\nContent-Length: 0\r\n\r\n")
        #expect(try await program(server.url).run(["api", "POST", "x", "-f", "a=b", "--timeout", "600"]).exitCode == 1)
        #expect(server.requests.count == 3)
    }

    @Test("that closes the connection after it was busy gets a change again on a new connection")
    func busyAndGone() async throws {
        let answer = "HTTP/1.1 429 X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
        let server = try ScriptedServer { _ in
            .conversation { connection in
                connection.send(answer)
                // Everything that arrives over this connection now is lost.
                _ = connection.readRequest()
            }
        }
        #expect(try await program(server.url).run(["api", "POST", "x", "-f", "a=b", "--timeout", "600"]).exitCode == 1)
        #expect(server.requests.count == 3 && server.connectionCount == 3)
    }
}

@Suite("The body of astro api", .timeLimit(.minutes(20)))
struct RawBodyTests {
    private static let bytes = Data((0...255).map { UInt8($0) } + [0xC3, 0x28, 0xFF, 0x0D, 0x0A, 0x0D] + [0])

    @Test(
        "is sent byte for byte, from a file or from stdin",
        arguments: [
            Data(), Data("\n".utf8), Data("{}".utf8), Data("a\r\nb\n\n".utf8), bytes, bytes + Data("\n".utf8),
            Data((0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
        ],
        ["astro api POST x --input - < body", "astro api POST x --input body", "cat body | astro api PUT x --input -"])
    func exact(body: Data, line: String) async throws {
        let server = try ScriptedServer(always: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: server.url, credential: BadInputTests.credential)
        try body.write(to: program.home.appending(path: "body"))
        let outcome = try await program.shell(line)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(server.requests.map(\.bytes) == [Array(body)])
    }
}
