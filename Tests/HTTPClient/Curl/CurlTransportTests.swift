@testable import Base
@testable import HTTPClient
import Support
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct CurlTransportTests {
    private let transport = CurlTransport(environment: [:])

    @Test func `Method, path, query, headers and body arrive unchanged`() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        let request = try HTTPRequest(
            .patch, to: server.address("/a/../b?x=1&y=%20"), headers: ["X-One": "1", "Content-Type": "text/x"],
            body: "hello")
        _ = try await transport.send(request)
        let arrived = try #require(server.requests.first)
        #expect(arrived.firstLine == "PATCH /a/../b?x=1&y=%20 HTTP/1.1")
        #expect(arrived.header("x-one") == "1")
        #expect(arrived.header("content-type") == "text/x")
        #expect(arrived.body == "hello")
    }

    @Test func `Only headers that HTTP requires are added`() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        _ = try await transport.send(HTTPRequest(.post, to: server.address(), body: "x"))
        let names = server.requests.first?.lines.dropFirst().map { $0.prefix { $0 != ":" }.lowercased() }
        #expect(names?.sorted() == ["accept-encoding", "content-length", "host"])
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch])
    func `A missing body is sent as an empty one`(method: HTTPMethod) async throws {
        let server = try ScriptedServer { _ in .ok("") }
        _ = try await transport.send(HTTPRequest(method, to: server.address()))
        #expect(server.requests.first?.firstLine == "\(method.rawValue) / HTTP/1.1")
        #expect(server.requests.first?.header("content-length") == "0")
    }

    @Test func `A DELETE is sent without a body`() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        _ = try await transport.send(HTTPRequest(.delete, to: server.address()))
        #expect(server.requests.first?.firstLine == "DELETE / HTTP/1.1")
        #expect(server.requests.first?.header("content-length") == nil)
    }

    @Test func `A body of many megabytes with zero bytes arrives whole`() async throws {
        let server = try ScriptedServer { request in .ok("\(request.body.utf8.count)") }
        var request = try HTTPRequest(.post, to: server.address())
        request.body = Data(repeating: 0, count: 3_000_000)
        #expect(try await transport.send(request).text == "3000000")
    }

    @Test func `Status, ordered headers and body are returned`() async throws {
        let server = try ScriptedServer { _ in
            .text("HTTP/1.1 404 Not Found\r\nX-A: 1\r\nX-B:  two words \r\nX-A: 2\r\nContent-Length: 2\r\n\r\nno")
        }
        let response = try await transport.send(HTTPRequest(to: server.address()))
        #expect(response.status == 404)
        #expect(
            response.headers.fields.map { "\($0.name)=\($0.value)" }.prefix(3) == ["X-A=1", "X-B=two words", "X-A=2"])
        #expect(response.text == "no")
    }

    @Test func `A chunked body is joined`() async throws {
        let server = try ScriptedServer { _ in
            .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\nX-End: 1\r\n\r\n")
        }
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "abcdefg")
    }

    @Test func `A compressed body is decompressed`() async throws {
        // "hello, hello, hello\n" compressed with gzip.
        let compressed: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 72, 205, 201, 201, 215, 81, 200, 64, 162, 184, 0, 231, 66, 110,
            82, 20, 0, 0, 0,
        ]
        let server = try ScriptedServer { _ in
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(compressed.count)\r\n\r\n"
            return .bytes(Array(head.utf8) + compressed)
        }
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "hello, hello, hello\n")
        #expect(server.requests.first?.header("accept-encoding")?.contains("gzip") == true)
    }

    @Test func `Interim answers are not taken for the answer`() async throws {
        let server = try ScriptedServer { _ in
            .text(
                "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nX-Early: 2\r\n\r\n"
                    + "HTTP/1.1 201 Created\r\nX-Late: 3\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await transport.send(HTTPRequest(.post, to: server.address(), body: "x"))
        #expect(response.status == 201)
        #expect(response.headers["X-Late"] == "3")
        #expect(response.headers["X-Early"] == nil)
    }

    @Test func `A redirect is returned as an answer`() async throws {
        let server = try ScriptedServer { _ in
            .text("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await transport.send(HTTPRequest(to: server.address()))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
    }
}
