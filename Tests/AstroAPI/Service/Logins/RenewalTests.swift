@testable import Base
@testable import HTTPClient
@testable import Authentication
import Foundation
import Testing

@Suite("A request that is answered with 401")
struct RenewalTests {
    /// Refuses every credential but one.
    struct Server: HTTPTransport {
        func send(_ request: HTTPRequest) async throws -> HTTPResponse {
            HTTPResponse(status: request.headers["Authorization"] == "Bearer new" ? 200 : 401)
        }
    }

    func status(_ method: HTTPMethod, renewal: String?) async throws -> Int {
        let url = try #require(URL(string: "https://a.io/"))
        let layer = AuthorizationLayer(
            RequestCredential(for: { Origin(url) }, token: { "old" }, renewal: { $0 == "old" ? renewal : nil }))
        return try await Server().wrapped(in: layer).send(HTTPRequest(method, url)).status
    }

    @Test("is sent again with a new credential if it changes nothing")
    func reading() async throws {
        #expect(try await status(.get, renewal: "new") == 200)
        #expect(try await status(.get, renewal: nil) == 401)
    }

    @Test("is never sent again if it changes something", arguments: HTTPMethod.allCases.filter { !$0.isReading })
    func change(method: HTTPMethod) async throws {
        #expect(try await status(method, renewal: "new") == 401)
    }
}
