import Foundation
import Kernel
import KernelTesting
import Testing

@testable import AstroAPI

@Suite("Names and IDs in addresses")
struct AddressTests {
    /// The address of a request for one token.
    private func address(token id: String, organization: String = "o1") async throws -> String {
        let fixture = try ClientFixture(organization: organization)
        _ = try? await fixture.client.token(id: id)
        return try #require(fixture.server.requests.first).url.absoluteString
    }

    @Test(
        "An ID stays one segment, whatever is in it",
        arguments: [
            ("a-Z_0.~", "a-Z_0.~"), ("a/b", "a%2Fb"), ("../x", "..%2Fx"), ("a?b=c", "a%3Fb%3Dc"), ("a#b", "a%23b"),
            ("a%2Fb", "a%252Fb"), ("a b", "a%20b"), ("a\r\nX: 1", "a%0D%0AX%3A%201"), ("a;b&c+d", "a%3Bb%26c%2Bd"),
            ("ü", "%C3%BC"), ("🎉", "%F0%9F%8E%89"), ("\0", "%00"), ("a\\b", "a%5Cb"), ("@evil.test", "%40evil.test"),
            ("...", "..."),
        ])
    func segments(id: String, segment: String) async throws {
        #expect(try await address(token: id) == "https://api.astronomer.io/v1/organizations/o1/tokens/\(segment)")
    }

    @Test("The Organization is encoded as well")
    func organization() async throws {
        #expect(
            try await address(token: "t1", organization: "o/../x?y")
                == "https://api.astronomer.io/v1/organizations/o%2F..%2Fx%3Fy/tokens/t1")
    }

    @Test(
        "A segment that servers would resolve, or an empty one, is refused before anything is sent",
        arguments: ["", ".", ".."])
    func dots(id: String) async throws {
        for call in ["token", "delete", "rotate"] {
            let fixture = try ClientFixture()
            await #expect(throws: CommandError.self) {
                switch call {
                case "delete": try await fixture.client.deleteToken(id: id)
                case "rotate": _ = try await fixture.client.rotateToken(id: id)
                default: _ = try await fixture.client.token(id: id)
                }
            }
            #expect(fixture.server.requests.isEmpty)
        }
    }

    @Test("A value of the query stays one value", arguments: ["a&limit=1", "a=b", "a b+c", "a#b", "ü", "%26"])
    func query(value: String) async throws {
        let fixture = try ClientFixture()
        _ = try? await fixture.client.tokens(.deployment(value))
        let sent = try #require(fixture.server.requests.first)
        let items = URLComponents(url: sent.url, resolvingAgainstBaseURL: false)?.queryItems
        #expect(items?.map(\.name) == ["deploymentId", "sorts", "limit", "offset"])
        #expect(items?.first?.value == value)
    }
}
