@testable import Base
@testable import HTTPClient
import KernelTesting
import Support
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("The credential's own server")
struct CredentialOriginTests {
    private let server = ReplyingTransport([.status(200)])

    private func transport(_ base: String = "https://api.example.test/v1") -> any HTTPTransport {
        server.wrapped(in: AuthorizationLayer(RequestCredential(for: { Origin(base) }, token: { "abc" })))
    }

    /// Addresses of other servers, or addresses that some parser could take for one.
    static let foreign = [
        "https://example.test/", "https://evil.test/v1", "http://api.example.test/v1",
        "https://api.example.test:8443/", "https://api.example.test.evil.test/", "https://api.example.test./",
        "https://api.example.test@evil.test/", "https://api.example.test:443@evil.test/",
        "https://evil.test#@api.example.test/", "https://evil.test?@api.example.test/",
        "https://user@api.example.test/", "https://user:password@api.example.test/", "https://@api.example.test/",
        "https://evil.test%2f@api.example.test/", "https://api.example.test%2eevil.test/",
        "https://evil.test%5c.api.example.test/", "ftp://api.example.test/", "file:///etc/hosts", "/v1/tokens",
        "https:///api.example.test/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/",
        "https://sub.api.example.test/", "https://API.EXAMPLE.TEST:80/",
    ]

    @Test("is the only one that a request reaches", arguments: foreign)
    func refused(address: String) async throws {
        for method in HTTPMethod.allCases {
            let error = try await transport().failure(HTTPRequest(method, to: address))
            #expect(error.kind == .refused)
            #expect(!error.requestMayHaveArrived)
            #expect(error.message.contains("nothing was sent"))
            #expect(!error.message.contains("password"))
        }
        #expect(server.requests.isEmpty)
    }

    @Test("is the only one that gets a credential from the author", arguments: foreign)
    func refusedOwn(address: String) async throws {
        let request = try HTTPRequest(to: address, headers: ["authorization": "Bearer own"])
        #expect(try await transport().failure(request).kind == .refused)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "is recognized by scheme, host and port, in any spelling",
        arguments: [
            "https://api.example.test", "HTTPS://API.Example.Test/v1", "https://api.example.test:443/v2",
            "https://api.example.test/?x=@evil.test", "https://api.example.test/@evil.test",
        ])
    func own(address: String) async throws {
        _ = try await transport().send(HTTPRequest(to: address))
        #expect(server.requests.map { $0.headers["Authorization"] } == ["Bearer abc"])
    }

    @Test(
        "may be one on this machine with a port",
        arguments: [
            ("http://localhost:8888/v1", "http://LOCALHOST:8888/x", true),
            ("http://localhost:8888/v1", "http://localhost/x", false),
            ("http://127.0.0.1:8888", "http://localhost:8888/x", false), ("http://[::1]:80/", "http://[::1]/x", true),
            ("http://[::1]:81/", "http://[::1]/x", false),
        ])
    func local(base: String, address: String, isOwn: Bool) async throws {
        let sent = try? await transport(base).send(HTTPRequest(to: address))
        #expect((sent != nil) == isOwn)
        #expect(server.requests.count == (isOwn ? 1 : 0))
    }

    @Test(
        "may be another one if the request omits the credential, whatever its author set",
        arguments: [
            "https://evil.test/", "https://api.example.test/v1",
        ])
    func omitted(address: String) async throws {
        var request = try HTTPRequest(
            to: address, headers: ["AUTHORIZATION": "Bearer own", "Cookie": "c", "Proxy-Authorization": "p", "X": "1"])
        request.credential = .omit
        _ = try await transport().send(request)
        #expect(server.requests.map { $0.headers.fields.map(\.name) } == [["X"]])
    }

    @Test("is checked again if an outer layer changes the address")
    func changedByLayer() async throws {
        struct Detour: HTTPLayer {
            func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
                try await next.send(HTTPRequest(to: "https://evil.test/"))
            }
        }
        let error = try await transport().wrapped(in: Detour()).failure(HTTPRequest(to: "https://api.example.test/"))
        #expect(error.kind == .refused)
    }

    @Test("is checked before the credential is looked up: a request to another server refreshes no login")
    func notAsked() async throws {
        let asked = Recorded<Void>()
        let credential = RequestCredential(
            for: { Origin("https://api.example.test") },
            token: {
                asked.add(())
                return "abc"
            })
        _ = try await server.wrapped(in: AuthorizationLayer(credential)).failure(HTTPRequest(to: "https://evil.test/"))
        #expect(asked.values.isEmpty)
    }
}
