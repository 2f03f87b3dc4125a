@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite("Odd answers")
struct CurlAnswerTests {
    private let transport = CurlTransport(environment: [:])

    @Test("An answer without a body ends with its headers, whatever length they declare", arguments: [204, 304])
    func noBody(status: Int) async throws {
        let server = try ScriptedServer { _ in .text("HTTP/1.1 \(status) None\r\nContent-Length: 5\r\n\r\n") }
        let response = try await transport.send(HTTPRequest(.delete, to: server.address()))
        #expect(response.status == status)
        #expect(response.body.isEmpty)
    }

    @Test("A body without a length ends with the connection", arguments: ["HTTP/1.0", "HTTP/1.1"])
    func untilClose(version: String) async throws {
        let server = try ScriptedServer { _ in
            .bytesThenClose(Array("\(version) 200 OK\r\nConnection: close\r\n\r\nwhole body".utf8))
        }
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "whole body")
    }

    @Test(
        "An answer of HTTP/0.9, or of another protocol, is not understood",
        arguments: [
            "<html>hello</html>", "\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 99 Low\r\n\r\n",
            "HTTP/1.1 20\r\n\r\n",
        ])
    func noHTTP(answer: String) async throws {
        let server = try ScriptedServer { _ in .bytesThenClose(Array(answer.utf8)) }
        let error = try await transport.failure(HTTPRequest(.post, to: server.address()))
        #expect(error.kind == .malformedResponse)
        #expect(error.requestMayHaveArrived)
    }

    @Test("A connection that ends after an interim answer gave no answer")
    func onlyAdvance() async throws {
        let server = try ScriptedServer { _ in .bytesThenClose(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let error = try await transport.failure(HTTPRequest(.post, to: server.address(), body: "x"))
        #expect(error.kind == .connectionLost)
        #expect(error.requestMayHaveArrived)
    }

    @Test("A truncated chunked body is an error")
    func brokenChunks() async throws {
        let server = try ScriptedServer { _ in
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc".utf8))
        }
        #expect(try await transport.failure(HTTPRequest(to: server.address())).kind == .connectionLost)
    }

    @Test("A body that is falsely declared as compressed is an error")
    func falseCompression() async throws {
        let server = try ScriptedServer { _ in .ok("plain", headers: "Content-Encoding: gzip\r\n") }
        #expect(try await transport.failure(HTTPRequest(to: server.address())).kind == .malformedResponse)
    }

    @Test("A folded header field is joined")
    func foldedField() async throws {
        let server = try ScriptedServer { _ in .ok("", headers: "X-A: one\r\n  two\r\nX-B: 1\r\n") }
        let headers = try await transport.send(HTTPRequest(to: server.address())).headers
        #expect(headers["x-a"] == "one two")
        #expect(headers["x-b"] == "1")
    }
}
