@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

@Suite("Plain http: goes to this machine only")
struct SecureTransportLayerTests {
    private let server = ReplyingTransport([.status(200)])

    private var transport: any HTTPTransport { server.wrapped(in: SecureTransportLayer()) }

    @Test(
        "Requests that no one else can read are sent",
        arguments: [
            "https://api.example.test/", "HTTPS://api.example.test/", "https://127.0.0.1/", "http://localhost/",
            "HTTP://LOCALHOST/", "http://localhost:8888/v1", "http://api.localhost/", "http://127.0.0.1:1/",
            "http://127.8.9.10/", "http://[::1]/", "http://[::1]:8888/v1",
        ])
    func allowed(address: String) async throws {
        _ = try await transport.send(HTTPRequest(.post, to: address))
        #expect(server.addresses == [address])
    }

    @Test(
        "A host that may not be this machine is refused, and nothing is sent",
        arguments: [
            "http://api.example.test/", "HTTP://API.EXAMPLE.TEST/", "http://localhost.evil.test/",
            "http://127.0.0.1.evil.test/", "http://evil-localhost/", "http://notlocalhost/", "http://localhost./",
            "http://127.1/", "http://127.0.0/", "http://127.0.0.1.1/", "http://0x7f.1/", "http://0x7f.0.0.1/",
            "http://0177.0.0.1/", "http://2130706433/", "http://127.0.0.256/", "http://127.0.0.1%2eevil.test/",
            "http://128.0.0.1/", "http://0.0.0.0/", "http://[::2]/", "http://[::]/", "http://[::ffff:10.0.0.1]/",
            "http://localhost@evil.test/", "http://localhost:80@evil.test/", "http://127.0.0.1@evil.test/",
            "http://evil.test/@localhost", "http://evil.test?@localhost/", "http://evil.test#@localhost/",
            "http://evil.test\\@localhost.evil.test/",
        ])
    func refused(address: String) async throws {
        let error = try await transport.failure(HTTPRequest(.post, to: address))
        #expect(error.kind == .refused)
        #expect(error.message.contains("plain http: is only allowed to this machine"))
        #expect(!error.requestMayHaveArrived)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "Other schemes are refused", arguments: ["ftp://localhost/", "file:///etc/passwd", "//localhost/"])
    func otherSchemes(address: String) async throws {
        let error = try await transport.failure(HTTPRequest(to: address))
        #expect(error.kind == .refused)
        #expect(server.requests.isEmpty)
    }
}
