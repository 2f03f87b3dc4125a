@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite struct CurlFailureTests {
    private let transport = CurlTransport(environment: [:])

    @Test func `A name that does not resolve is an error`() async throws {
        let error = try await transport.failure(HTTPRequest(to: "http://no-such-host.invalid/"))
        #expect(error.kind == .unresolvedHost)
        #expect(error.message == "could not resolve the host 'no-such-host.invalid' (port 80)")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A refused connection is an error`() async throws {
        let port = try DeadPort()
        let error = try await transport.failure(HTTPRequest(.post, to: "http://127.0.0.1:\(port.number)/", body: "x"))
        withExtendedLifetime(port) {}
        #expect(error.kind == .connectionFailed)
        #expect(error.message == "the connection to 127.0.0.1:\(port.number) was refused")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A connection closed without an answer is an error`() async throws {
        let server = try ScriptedServer { _ in .bytesThenClose([]) }
        let error = try await transport.failure(HTTPRequest(.post, to: server.address()))
        #expect(error.kind == .connectionLost)
        #expect(error.message == "127.0.0.1 closed the connection without an answer")
        #expect(error.requestMayHaveArrived)
    }

    @Test func `A truncated answer is an error`() async throws {
        let server = try ScriptedServer { _ in
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".utf8))
        }
        let error = try await transport.failure(HTTPRequest(to: server.address()))
        #expect(error.kind == .connectionLost)
        #expect(error.message == "the connection to 127.0.0.1 broke before the answer was complete")
        #expect(error.requestMayHaveArrived)
    }

    @Test func `A server that never answers runs into the time limit`() async throws {
        let server = try ScriptedServer { _ in .silence }
        let error = try await transport.failure(HTTPRequest(to: server.address(), timeout: .seconds(1)))
        #expect(error.kind == .timedOut)
        #expect(error.message == "no answer from 127.0.0.1 within 1 s")
        #expect(error.requestMayHaveArrived)
    }

    @Test func `Zero is a time limit too`() async throws {
        let server = try ScriptedServer { _ in .silence }
        let error = try await transport.failure(HTTPRequest(to: server.address(), timeout: .zero))
        #expect(error.kind == .timedOut)
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n"])
    func `An answer that is not HTTP is an error`(answer: String) async throws {
        let server = try ScriptedServer { _ in .bytesThenClose(Array(answer.utf8)) }
        let error = try await transport.failure(HTTPRequest(to: server.address()))
        #expect(error.kind == .malformedResponse)
        #expect(error.message.hasPrefix("the response from 127.0.0.1 is malformed"))
        #expect(error.requestMayHaveArrived)
    }

    @Test func `A body above the limit is an error`() async throws {
        let server = try ScriptedServer { _ in .ok(String(repeating: "x", count: 1001)) }
        var settings = CurlSettings(environment: [:])
        settings.maximumBodySize = 1000
        let error = try await CurlTransport(settings).failure(HTTPRequest(to: server.address()))
        #expect(error.kind == .malformedResponse)
        #expect(error.message == "the response from 127.0.0.1 is too large")
    }

    @Test func `A body at the limit is read`() async throws {
        let server = try ScriptedServer { _ in .ok(String(repeating: "x", count: 1000)) }
        var settings = CurlSettings(environment: [:])
        settings.maximumBodySize = 1000
        #expect(try await CurlTransport(settings).send(HTTPRequest(to: server.address())).body.count == 1000)
    }

    @Test func `A machine without libcurl is a clear error`() async throws {
        var settings = CurlSettings(environment: [:])
        settings.libraryNames = ["libno-such-library.so.1"]
        let transport = CurlTransport(settings)
        for _ in 1...2 {
            let error = try await transport.failure(HTTPRequest(to: "http://127.0.0.1:9/"))
            #expect(error.kind == .libraryUnavailable)
            #expect(error.message.hasPrefix("libcurl cannot be used: libno-such-library.so.1: cannot open"))
        }
    }

    @Test func `A libcurl that lacks functions is a clear error`() async throws {
        var settings = CurlSettings(environment: [:])
        settings.libraryNames = ["libc.so.6", "/usr/lib/libSystem.B.dylib"]
        let error = try await CurlTransport(settings).failure(HTTPRequest(to: "http://127.0.0.1:9/"))
        #expect(error.kind == .libraryUnavailable)
        #expect(error.message.contains("curl_global_init; 7.68 or newer is needed"))
    }
}
