import Foundation
import Kernel
import KernelTesting
import Testing

@testable import AstroAPI

@Suite("Names and IDs in addresses")
struct AddressTests {
    @Test("An ID is the last segment of its address")
    func segments() async throws {
        let fixture = try ClientFixture()
        _ = try? await fixture.client.token(id: "a-Z_0")
        let sent = try #require(fixture.server.requests.first)
        #expect(sent.url.absoluteString == "https://api.astronomer.io/v1/organizations/o1/tokens/a-Z_0")
    }

    @Test(
        "An ID with other characters than letters, digits, - and _ is refused before anything is sent",
        arguments: [
            "", ".", "..", "...", "a.b", "a/b", "../x", "a?b=c", "a#b", "a%2Fb", "%2e%2e", "a b", "a\r\nX: 1",
            "a;b&c+d",
            "ü", "🎉", "\0", "a\\b", "@evil.test", "a~",
        ])
    func unsound(id: String) async throws {
        for call in ["token", "delete", "rotate", "organization"] {
            let fixture = try ClientFixture(organization: call == "organization" ? id : "o1")
            await #expect(throws: CommandError.self) {
                switch call {
                case "delete": try await fixture.client.deleteToken(id: id)
                case "rotate": _ = try await fixture.client.rotateToken(id: id)
                default: _ = try await fixture.client.token(id: call == "token" ? id : "t1")
                }
            }
            #expect(fixture.server.requests.isEmpty)
        }
    }

    @Test("A query value stays one value", arguments: ["a&limit=1", "a=b", "a b+c", "a#b", "ü", "%26"])
    func query(value: String) async throws {
        let fixture = try ClientFixture()
        _ = try? await fixture.client.tokens(.deployment(value))
        let sent = try #require(fixture.server.requests.first)
        let items = URLComponents(url: sent.url, resolvingAgainstBaseURL: false)?.queryItems
        #expect(items?.map(\.name) == ["deploymentId", "sorts", "limit", "offset"])
        #expect(items?.first?.value == value)
    }
}
