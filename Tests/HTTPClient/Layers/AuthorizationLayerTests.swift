@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

@Suite("The credential of a request")
struct AuthorizationLayerTests {
    private let server = ReplyingTransport([.status(200)])

    /// A credential for the server of these requests.
    private func own(_ token: @escaping @Sendable () async throws -> String?) -> RequestCredential {
        RequestCredential(for: { Origin("https://api.example.test/v1") }, token: token)
    }

    private func header(
        _ credential: @escaping @Sendable () async throws -> String?, given: HTTPHeaders = [:]
    ) async throws -> String? {
        let request = try HTTPRequest(to: "https://api.example.test/", headers: given)
        _ = try await server.wrapped(in: AuthorizationLayer(own(credential))).send(request)
        return server.requests.first?.headers["Authorization"]
    }

    @Test("The token is sent as a bearer token")
    func bearer() async throws {
        #expect(try await header { "abc" } == "Bearer abc")
    }

    @Test("Without a token the request has no credential")
    func none() async throws {
        #expect(try await header { nil } == nil)
        #expect(server.requests.count == 1)
    }

    @Test(
        "A request with a credential keeps it, and no token is looked up",
        arguments: ["Authorization", "authorization"])
    func kept(name: String) async throws {
        let asked = Recorded<Void>()
        let sent = try await header(
            {
                asked.add(()); return "abc"
            }, given: [name: "Basic xyz"])
        #expect(sent == "Basic xyz")
        #expect(asked.values.isEmpty)
    }

    @Test("If the token lookup fails, nothing is sent and the caller gets the error")
    func failure() async throws {
        let expired = CommandError(.unauthorized, "expired")
        await #expect(throws: expired) { try await header { throw expired } }
        #expect(server.requests.isEmpty)
    }
}
