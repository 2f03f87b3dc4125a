import KernelTesting
import Testing

@testable import Kernel

@Suite("The credential of a request")
struct AuthorizationLayerTests {
    private let server = ReplyingTransport([.status(200)])

    private func header(
        _ credential: @escaping @Sendable () async throws -> String?, given: HTTPHeaders = [:]
    ) async throws -> String? {
        let request = try HTTPRequest(to: "https://api.example.test/", headers: given)
        _ = try await server.wrapped(in: AuthorizationLayer(credential: credential)).send(request)
        return server.requests.first?.headers["Authorization"]
    }

    @Test("The token goes along as a bearer token")
    func bearer() async throws {
        #expect(try await header { "abc" } == "Bearer abc")
    }

    @Test("Without a token the request goes without")
    func none() async throws {
        #expect(try await header { nil } == nil)
        #expect(server.requests.count == 1)
    }

    @Test(
        "A request that has a credential keeps it, and nobody is asked", arguments: ["Authorization", "authorization"])
    func kept(name: String) async throws {
        let asked = Recorded<Void>()
        let sent = try await header(
            {
                asked.add(()); return "abc"
            }, given: [name: "Basic xyz"])
        #expect(sent == "Basic xyz")
        #expect(asked.values.isEmpty)
    }

    @Test("Where finding the token fails, nothing is sent and the error is the caller's")
    func failure() async throws {
        let expired = CommandError(.unauthorized, "expired")
        await #expect(throws: expired) { try await header { throw expired } }
        #expect(server.requests.isEmpty)
    }
}
