import KernelTesting
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Base
@testable import LoopbackServer
@testable import Kernel
@testable import Sandbox

@Suite("The sandbox over HTTP", .timeLimit(.minutes(20))) struct SandboxServerTests {
    private var served = ServedSandbox()
    private let list = "GET /v1/organizations HTTP/1.1\r\n"
    private let close = "Connection: close\r\n\r\n"

    @Test("A request is answered, and the connection is closed on request")
    func answer() async throws {
        let answer = try await served.exchange(list + served.head(close))
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.contains("Content-Type: application/json\r\n"))
        #expect(answer.hasSuffix("}"))
    }

    @Test("A connection serves several requests")
    func keepAlive() async throws {
        let head = try served.head("\r\n")
        let answers = try await served.serve { [list] port in
            let client = try SocketClient(port: port)
            return (0..<3).map { _ in
                client.send(list + head)
                return client.receive { $0.hasSuffix("}") }
            }
        }
        #expect(answers.count == 3)
        #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 200 ") && $0.contains("Connection: keep-alive") })
    }

    @Test("Pipelined requests are answered in order, even if the client half-closes")
    func pipelining() async throws {
        let head = try served.head("\r\n")
        let organization = "/v1/organizations/\(SandboxPlaces.organization)"
        let text = "GET \(organization)/none HTTP/1.1\r\n\(head)" + list + head + "PUT /v1 HTTP/1.1\r\n" + head
        let answer = try await served.serve { port in
            let client = try SocketClient(port: port)
            client.send(text)
            client.finishSending()
            return client.receive()
        }
        #expect(answer.matches(of: /HTTP\/1\.1 (\d+)/).map(\.1) == ["404", "200", "404"])
    }

    @Test("HEAD returns the length of the answer and no body")
    func head() async throws {
        let answer = try await served.exchange("HEAD /v1/organizations HTTP/1.1\r\n" + served.head(close))
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
        let length = try #require(answer.firstMatch(of: /Content-Length: (\d+)/)).1
        #expect(try #require(Int(length)) > 0)
    }

    @Test("A deletion's answer has neither body nor length")
    func deletion() async throws {
        let path = "/v1/organizations/\(SandboxPlaces.organization)/tokens/ctoken00000000000cideploy"
        let answer = try await served.exchange("DELETE \(path) HTTP/1.1\r\n" + served.head(close))
        #expect(answer.hasPrefix("HTTP/1.1 204 No Content\r\n"))
        #expect(!answer.contains("Content-Length"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test(
        "Bodies can have a length or be chunked",
        arguments: [
            "Content-Length: 15\r\n\r\n{\"name\":\"new\"} ",
            "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n{\"nam\r\n9\r\ne\":\"new\"}\r\n0\r\nTrailer: t\r\n\r\n",
        ])
    func bodies(body: String) async throws {
        let path = "/v1/organizations/\(SandboxPlaces.organization)/tokens/ctoken00000000000cideploy"
        let head = try served.head("Connection: close\r\n")
        let answer = try await served.exchange("POST \(path) HTTP/1.1\r\n" + head + body)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains(#""name":"new""#))
    }

    @Test("A client that expects 100 Continue gets it")
    func expectation() async throws {
        let path = "/v1/organizations/\(SandboxPlaces.organization)/tokens/ctoken00000000000cideploy"
        let head = try served.head("Content-Length: 14\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
        let answers = try await served.serve { port in
            let client = try SocketClient(port: port)
            client.send("POST \(path) HTTP/1.1\r\n" + head)
            let word = client.receive { $0.hasSuffix("\r\n\r\n") }
            client.send(#"{"name":"new"}"#)
            return [word, client.receive()]
        }
        #expect(answers[0] == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(answers[1].hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test("A request that arrives byte by byte is answered")
    func singleBytes() async throws {
        let text = try list + served.head(close)
        let answer = try await served.serve { port in
            let client = try SocketClient(port: port)
            for character in text.unicodeScalars { client.send(String(character)) }
            return client.receive()
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test("The server survives clients that vanish before or after their request")
    func vanishing() async throws {
        let head = try served.head("\r\n")
        let answer = try await served.serve { [list, close] port in
            for text in ["", "G", list, list + head, list + head + list + head] {
                try SocketClient(port: port).send(text)
            }
            let client = try SocketClient(port: port)
            client.send(list + "Host: localhost\r\n" + close)
            return client.receive()
        }
        #expect(answer.hasPrefix("HTTP/1.1 401 "))
    }

    @Test("A canceled server closes its connections and its port")
    func cancellation() async throws {
        let server = try LoopbackServer(served.sandbox.api)
        let serving = Task { try await server.run() }
        let client = try SocketClient(port: server.port)
        serving.cancel()
        try await serving.value
        #expect(client.receive().isEmpty)
        #expect(throws: CommandError.self) { try SocketClient(port: server.port) }
    }

    @Test("A taken or invalid port is an error with a remedy")
    func takenPort() async throws {
        let server = try LoopbackServer(served.sandbox.api)
        let outcome = try await CommandTest(.astro, SandboxPlugin.self).run("sandbox serve --port \(server.port)")
        #expect(outcome.exitCode == .failure)
        #expect(outcome.stderr.contains("cannot listen on 127.0.0.1:\(server.port)"))
        #expect(outcome.stderr.contains("--port 0"))
        #expect(throws: CommandError.self) { try LoopbackServer(served.sandbox.api, port: 65_536) }
        #expect(throws: CommandError.self) { try LoopbackServer(served.sandbox.api, port: -1) }
    }
}
