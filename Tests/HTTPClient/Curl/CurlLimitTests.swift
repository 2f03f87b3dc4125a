@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite("Oversized answers")
struct CurlLimitTests {
    /// The failure of a request with this answer, and a limit for bodies in bytes.
    private func failure(_ answer: [UInt8], limit: Int = 1000) async throws -> TransportError {
        let server = try ScriptedServer { _ in .bytes(answer) }
        return try await transport(limit).failure(HTTPRequest(.post, to: server.address()))
    }

    private func transport(_ limit: Int) -> CurlTransport {
        var settings = CurlSettings(environment: [:])
        settings.maximumBodySize = limit
        return CurlTransport(settings)
    }

    private static func head(_ fields: String) -> [UInt8] { Array("HTTP/1.1 200 OK\r\n\(fields)\r\n".utf8) }

    @Test(
        "Headers above the limit are refused",
        arguments: [(1, 150_000), (1, 2_000_000), (40, 10_000), (4000, 100), (100_000, 30)])
    func headers(lines: Int, length: Int) async throws {
        let line = "X-Large: \(String(repeating: "x", count: length))\r\n"
        let fields = String(repeating: line, count: lines)
        let error = try await failure(Self.head(fields + "Content-Length: 0\r\n"))
        #expect(error.kind == .malformedResponse)
        #expect(error.message == "the response from 127.0.0.1 is too large")
        #expect(error.requestMayHaveArrived)
    }

    @Test("Large headers below the limit are read", arguments: [(1, 60_000), (15, 10_000), (1000, 100)])
    func largeHeaders(lines: Int, length: Int) async throws {
        let value = String(repeating: "x", count: length)
        let fields = String(repeating: "X-Large: \(value)\r\n", count: lines) + "Content-Length: 0\r\n"
        let server = try ScriptedServer { _ in .bytes(Self.head(fields)) }
        let response = try await transport(1000).send(HTTPRequest(to: server.address()))
        #expect(response.headers.fields.count { $0.name == "X-Large" && $0.value == value } == lines)
    }

    @Test("Endless interim answers are refused")
    func endlessAdvance() async throws {
        let advance = String(
            repeating: "HTTP/1.1 100 Continue\r\nX-Large: \(String(repeating: "x", count: 900))\r\n\r\n", count: 2000)
        #expect(try await failure(Array(advance.utf8)).kind == .malformedResponse)
    }

    @Test("A body without a length above the limit is refused")
    func chunkedBody() async throws {
        let chunks = String(repeating: "64\r\n\(String(repeating: "x", count: 100))\r\n", count: 11)
        let error = try await failure(Self.head("Transfer-Encoding: chunked\r\n") + Array("\(chunks)0\r\n\r\n".utf8))
        #expect(error.message == "the response from 127.0.0.1 is too large")
    }

    @Test("A compressed body is measured decompressed", arguments: [(19, false), (20, true)])
    func compressedBody(limit: Int, fits: Bool) async throws {
        let body = CompressedText.hello
        let answer = Self.head("Content-Encoding: gzip\r\nContent-Length: \(body.count)\r\n") + body
        let server = try ScriptedServer { _ in .bytes(answer) }
        let request = try HTTPRequest(to: server.address())
        if fits {
            #expect(try await transport(limit).send(request).body.count == limit)
        } else {
            #expect(try await transport(limit).failure(request).kind == .malformedResponse)
        }
    }

    @Test("A transport still works after an oversized answer")
    func recovery() async throws {
        let server = try ScriptedServer { request in
            .ok(request.firstLine.contains("large") ? String(repeating: "x", count: 5000) : "ok")
        }
        let transport = transport(1000)
        #expect(try await transport.failure(HTTPRequest(to: server.address("/large"))).kind == .malformedResponse)
        #expect(try await transport.send(HTTPRequest(to: server.address("/small"))).text == "ok")
    }
}

/// Text compressed with gzip.
enum CompressedText {
    /// The twenty bytes of `hello, hello, hello` and a line break.
    static let hello: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 72, 205, 201, 201, 215, 81, 200, 64, 162, 184, 0, 231, 66, 110, 82, 20,
        0,
        0, 0,
    ]
}
