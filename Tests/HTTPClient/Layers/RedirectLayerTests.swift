@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Redirects")
struct RedirectLayerTests {
    private static let start = "https://api.example.test/v1/tokens?limit=1"

    private func send(
        _ server: ReplyingTransport, _ method: HTTPMethod = .get
    ) async throws -> HTTPResponse {
        try await server.wrapped(in: RedirectLayer()).send(HTTPRequest(method, to: Self.start))
    }

    private func refusal(
        _ server: ReplyingTransport, _ method: HTTPMethod = .get
    ) async throws -> TransportError {
        try await server.wrapped(in: RedirectLayer()).failure(HTTPRequest(method, to: Self.start))
    }

    @Test("A GET follows a redirect", arguments: [301, 302, 303, 307, 308])
    func followed(status: Int) async throws {
        let server = ReplyingTransport([.redirect(to: "/v2", status), .status(200)])
        #expect(try await send(server).status == 200)
        #expect(server.addresses == [Self.start, "https://api.example.test/v2"])
        #expect(server.requests.map(\.method) == [.get, .get])
    }

    @Test(
        "A relative address is resolved against the request's address",
        arguments: [
            ("/v2/tokens?x=1", "https://api.example.test/v2/tokens?x=1"),
            ("other", "https://api.example.test/v1/other"),
            ("../v2", "https://api.example.test/v2"), ("?limit=2", "https://api.example.test/v1/tokens?limit=2"),
            ("//files.example.test/a", "https://files.example.test/a"),
            ("https://files.example.test/a", "https://files.example.test/a"),
        ])
    func addresses(location: String, target: String) async throws {
        let server = ReplyingTransport([.redirect(to: location), .status(200)])
        _ = try await send(server)
        #expect(server.addresses.last == target)
    }

    @Test("Other answers are not redirects, whatever their Location", arguments: [200, 201, 300, 304, 305, 404])
    func noRedirect(status: Int) async throws {
        let server = ReplyingTransport([.redirect(to: "/v2", status)])
        #expect(try await send(server).status == status)
    }

    @Test("A redirect without an address is returned as an answer", arguments: [HTTPMethod.get, .post])
    func noLocation(method: HTTPMethod) async throws {
        #expect(try await send(ReplyingTransport([.status(302)]), method).status == 302)
    }

    @Test(
        "Only a GET is redirected",
        arguments: [HTTPMethod.post, .put, .patch, .delete],
        [(301, true), (302, true), (303, true), (307, false), (308, false)])
    func unfollowed(method: HTTPMethod, redirect: (status: Int, mayHaveArrived: Bool)) async throws {
        let server = ReplyingTransport([.redirect(to: "/v2", redirect.status)])
        let error = try await refusal(server, method)
        #expect(error.kind == .refused)
        #expect(error.message.contains("api.example.test redirects the \(method.rawValue) request"))
        #expect(error.requestMayHaveArrived == redirect.mayHaveArrived)
        #expect(server.requests.count == 1)
    }

    @Test("Five redirects are followed, a sixth is an error")
    func loop() async throws {
        let five = Array(repeating: ScriptedTransport.Reply.redirect(to: "/v2"), count: 5)
        #expect(try await send(ReplyingTransport(five + [.status(200)])).status == 200)
        let server = ReplyingTransport(five + [.redirect(to: "/v2")])
        #expect(try await refusal(server).message == "api.example.test redirects more than 5 times")
        #expect(server.requests.count == 6)
    }

    @Test("A redirect from https to http is refused, even on the same host")
    func downgrade() async throws {
        for location in ["http://api.example.test/v1", "HTTP://api.example.test/v1", "http://127.0.0.1/"] {
            let server = ReplyingTransport([.redirect(to: location)])
            let error = try await refusal(server)
            #expect(error.kind == .refused)
            #expect(error.message.contains("redirects from https: to http:"))
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "An address that is not a web server's is not followed",
        arguments: ["javascript:alert(1)", "mailto:a@b.test", "https:", "https://", "https:///x", "file:///etc/passwd"])
    func noAddress(location: String) async throws {
        let server = ReplyingTransport([.redirect(to: location)])
        #expect(try await refusal(server).kind == .refused)
        #expect(server.requests.count == 1)
    }

    @Test("The rest of the request is kept, with one time limit for all redirects")
    func unchanged() async throws {
        let server = ReplyingTransport([.redirect(to: "/v2"), .status(200)])
        var request = try HTTPRequest(to: Self.start, headers: ["X-Mine": "1"], timeout: .seconds(7))
        _ = try await server.wrapped(in: RedirectLayer()).send(request)
        request.url = server.requests[1].url
        #expect(server.requests[1].timeout < request.timeout)
        request.timeout = server.requests[1].timeout
        #expect(server.requests[1] == request)
    }
}
