@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite("Requests that cannot be sent")
struct CurlRefusalTests {
    private let transport = CurlTransport(environment: [:])

    @Test(
        "A malformed header is refused",
        arguments: [
            ("X-A", "1\r\nX-B: 2"), ("X-A", "1\nX-B: 2"), ("X-A", "1\r"), ("X-A", "1\n"),
            ("X-A", "\r\n\r\nGET / HTTP/1.1"),
            ("X-A", "1\0"), ("X-A", "1\r\u{301}\n"), ("X-A: 1\r\nX-B", "2"), ("X-A:", "1"), ("X-A: 1", "2"),
            ("X A", "1"),
            ("X\tA", "1"), ("X-A;", ""), ("", "1"), ("X-Ä", "1"), ("X-A\u{7F}", "1"), ("X-A", "1\u{7F}"),
            ("X-A", "1\u{1B}[2J"),
        ])
    func headers(name: String, value: String) async throws {
        let server = try ScriptedServer { _ in .ok("") }
        var request = try HTTPRequest(to: server.address())
        request.headers.add(name, value)
        let error = try await transport.failure(request)
        #expect(error.kind == .refused)
        #expect(!error.requestMayHaveArrived)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "Other headers arrive unchanged",
        arguments: ["1", "a, b; c=\"d\"", "tab\there", "Grüße", "a:b", "", "@/etc/passwd"])
    func soundHeaders(value: String) async throws {
        let server = try ScriptedServer { _ in .ok("") }
        _ = try await transport.send(HTTPRequest(to: server.address(), headers: ["X-A": value]))
        #expect(server.requests.first?.header("x-a") == value)
    }

    @Test("Only http and https addresses are used", arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "/relative"])
    func addresses(address: String) async throws {
        #expect(try await transport.failure(HTTPRequest(to: address)).kind == .refused)
    }

    @Test(
        "The refusal of an address does not show its password",
        arguments: [
            "http://name:word@127.0.0.1/", "ftp://name:word@127.0.0.1/", "http://name:word@/",
            "ldap://word@127.0.0.1/?token=word",
        ])
    func passwords(address: String) async throws {
        let error = try await transport.failure(HTTPRequest(to: address))
        #expect(error.kind == .refused)
        #expect(!error.message.contains("word@"))
        #expect(!error.message.contains("=word"))
    }

    @Test(
        "The failure of a proxy does not show its password",
        arguments: [
            "foo://me:word@127.0.0.1:1", "http://me:word@127.0.0.1:0", "http://me:word@[::1",
            "http://me:word@127.0.0.1:99999",
            "socks5://me:word@proxy.invalid:1",
        ])
    func proxyPasswords(proxy: String) async throws {
        let transport = CurlTransport(environment: ["https_proxy": proxy])
        let error = try await transport.failure(HTTPRequest(to: "https://api.example.test/"))
        #expect(!error.message.contains("word"))
        #expect(!error.requestMayHaveArrived)
    }
}
