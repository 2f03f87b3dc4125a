import Testing

@testable import Kernel

@Suite("Odd answers")
struct CurlAnswerTests {
    private let transport = CurlTransport(environment: [:])

    @Test("An answer without a body ends with its headers, whatever length they tell", arguments: [204, 304])
    func noBody(status: Int) async throws {
        let server = try LoopbackServer { _ in .text("HTTP/1.1 \(status) None\r\nContent-Length: 5\r\n\r\n") }
        let response = try await transport.send(HTTPRequest(.delete, to: server.address()))
        #expect(response.status == status)
        #expect(response.body.isEmpty)
    }

    @Test("A body without a length ends with the connection", arguments: ["HTTP/1.0", "HTTP/1.1"])
    func untilClose(version: String) async throws {
        let server = try LoopbackServer { _ in
            .bytesThenClose(Array("\(version) 200 OK\r\nConnection: close\r\n\r\nwhole body".utf8))
        }
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "whole body")
    }

    @Test(
        "What has no headers at all (HTTP/0.9), or none of HTTP/1, is not understood",
        arguments: [
            "<html>hello</html>", "\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 99 Low\r\n\r\n",
            "HTTP/1.1 20\r\n\r\n",
        ])
    func noHTTP(answer: String) async throws {
        let server = try LoopbackServer { _ in .bytesThenClose(Array(answer.utf8)) }
        let error = try await transport.failure(HTTPRequest(.post, to: server.address()))
        #expect(error.kind == .malformedResponse)
        #expect(error.requestMayHaveArrived)
    }

    @Test("A connection that ends after an answer in advance gave no answer")
    func onlyAdvance() async throws {
        let server = try LoopbackServer { _ in .bytesThenClose(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let error = try await transport.failure(HTTPRequest(.post, to: server.address(), body: "x"))
        #expect(error.kind == .connectionLost)
        #expect(error.requestMayHaveArrived)
    }

    @Test("A chunked body that breaks off is no answer")
    func brokenChunks() async throws {
        let server = try LoopbackServer { _ in
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc".utf8))
        }
        #expect(try await transport.failure(HTTPRequest(to: server.address())).kind == .connectionLost)
    }

    @Test("A body that claims to be compressed and is not is not understood")
    func falseCompression() async throws {
        let server = try LoopbackServer { _ in .ok("plain", headers: "Content-Encoding: gzip\r\n") }
        #expect(try await transport.failure(HTTPRequest(to: server.address())).kind == .malformedResponse)
    }

    @Test("A field that goes on in the next line is put together")
    func foldedField() async throws {
        let server = try LoopbackServer { _ in .ok("", headers: "X-A: one\r\n  two\r\nX-B: 1\r\n") }
        let headers = try await transport.send(HTTPRequest(to: server.address())).headers
        #expect(headers["x-a"] == "one two")
        #expect(headers["x-b"] == "1")
    }
}
