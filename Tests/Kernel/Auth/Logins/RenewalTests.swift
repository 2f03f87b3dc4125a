import Foundation
import Kernel
import Testing

@Suite("A request that the server refuses with 401")
struct RenewalTests {
    /// Refuses every credential but one.
    struct Server: HTTPTransport {
        func send(_ request: HTTPRequest) async throws -> HTTPResponse {
            HTTPResponse(status: request.headers["Authorization"] == "Bearer new" ? 200 : 401)
        }
    }

    func status(_ method: HTTPMethod, renewal: String?) async throws -> Int {
        let layer = AuthorizationLayer(credential: { "old" }, renewal: { $0 == "old" ? renewal : nil })
        let url = try #require(URL(string: "https://a.io/"))
        return try await Server().wrapped(in: layer).send(HTTPRequest(method, url)).status
    }

    @Test("is sent again with another credential where it changes nothing")
    func reading() async throws {
        #expect(try await status(.get, renewal: "new") == 200)
        #expect(try await status(.get, renewal: nil) == 401)
    }

    @Test("is never sent again where it changes something", arguments: HTTPMethod.allCases.filter { $0 != .get })
    func change(method: HTTPMethod) async throws {
        #expect(try await status(method, renewal: "new") == 401)
    }
}
