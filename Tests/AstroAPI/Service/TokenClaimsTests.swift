import AstroAPI

@testable import Authentication
import Foundation
import Testing

@Suite("An API token's claims")
struct TokenClaimsTests {
    @Test("name its Organization, Workspace and expiry, and other permissions are ignored")
    func sound() throws {
        let token = Tokens.token(
            permissions: ["fleet:x", "apiTokenId:t1", "workspaceId:w1", "organizationId:o1", "deploymentId:d1"],
            expiry: 1_800_000_000)
        let claims = try #require(TokenClaims(token))
        #expect(claims.organizationID == "o1")
        #expect(claims.workspaceID == "w1")
        #expect(claims.apiTokenID == "t1")
        #expect(claims.expiry == Date(timeIntervalSince1970: 1_800_000_000))
    }

    @Test("may be empty", arguments: ["{}", #"{"permissions":null,"exp":null}"#, #"{"permissions":[]}"#])
    func none(json: String) throws {
        let claims = try #require(TokenClaims(Tokens.token(json)))
        #expect(claims.organizationID == nil)
        #expect(claims.expiry == nil)
    }

    @Test("are decoded with any length and alphabet of base64", arguments: 0..<6)
    func base64(padding: Int) throws {
        let json = #"{"permissions":["organizationId:o1"],"x":"??>>\#(String(repeating: "ÿ", count: padding))"}"#
        #expect(TokenClaims(Tokens.token(json))?.organizationID == "o1")
    }

    @Test(
        "contain no malformed ID",
        arguments: ["organizationId:", "organizationId:../x", "organizationId:a b", "organizationId:a%2fb"])
    func unsoundID(permission: String) throws {
        #expect(try #require(TokenClaims(Tokens.token(permissions: [permission]))).organizationID == nil)
    }

    @Test(
        "cannot be read from text that is not a token",
        arguments: [
            "", ".", "..", "a.b", "a.b.c.d", "nonsense", "eyJ.!!!.x", "eyJ.e30.", ".e30.x", "eyJ.bm90IGpzb24.x",
            "eyJ.W10.x",
            "eyJ.eyJleHAiOiJ4In0.x", "eyJ.eyJwZXJtaXNzaW9ucyI6MX0.x",
        ])
    func malformed(token: String) {
        #expect(TokenClaims(token) == nil)
    }
}
