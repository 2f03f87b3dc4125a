import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Odd answers with a token's value")
struct OddAnswerTests {
    private static let known = APIToken(
        id: "t1", name: "known", description: "known note", kind: .standard, scope: .deployment, shortToken: "old",
        createdAt: Timestamp("2026-01-01T00:00:00Z"), updatedAt: Timestamp("2026-01-01T00:00:00Z"),
        startAt: Timestamp("2026-01-01T00:00:00Z"), endAt: Timestamp("2027-01-01T00:00:00Z"),
        roles: [TokenRole(entityId: "d1", entityType: .deployment, role: "DEPLOYMENT_ADMIN")])

    private func rotated(_ body: Data, status: Int = 200) async throws -> APIToken {
        let server = OneAnswer(response: HTTPResponse(status: status, body: body))
        return try await ClientFixture.client(of: server).rotateToken(id: "t1", known: Self.known)
    }

    @Test(
        "yield it, whatever else they contain",
        arguments: [
            #"{"token": "v"}"#, #"{"id": null, "description": null, "token": "v"}"#,
            #"{"id": 5, "name": [], "description": {}, "roles": "none", "createdBy": null, "token": "v"}"#,
            #"{"token": "v", "createdAt": 1700000000, "endAt": false, "expiryPeriodInDays": "ninety"}"#,
            #"{"token": "v"} and more"#, #"{"token": "v"}{"token": 5}"#, #"{"token": "v", "name": "brok"#,
            #"{"token": "v","#, #"{"token": "v""#, "\u{FEFF}{\"token\": \"v\"}", #"{"token": null, "token": "v"}"#,
            #"{"token": "v", "token": null}"#, #"{"token": "v", "token": ""}"#, #"{"token": "v", "n": NaN, "m": 01}"#,
            #"{"token": "v", "name": "\ud800", "description": "\q"}"#, "{\"name\": \"a\u{1}b\", \"token\": \"v\"}",
            #"{"\u0074oken": "v"}"#, #"{"data": {"token": "v"}}"#, #"[{"token": "v"}]"#, #""token": "v""#,
            "Warning: deprecated\n{\"token\": \"v\"}", #"{"name": "token", "x": "\"token\": \"w\"", "token" : "v"}"#,
            #"{"deep": "# + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
                + #", "token": "v"}"#,
            #"{"deep": "# + String(repeating: "[", count: 10_000) + #", "token": "v"}"#,
            #"{"long": ""# + String(repeating: "x", count: 3 << 20) + #"", "token": "v"}"#,
        ])
    func delivered(body: String) async throws {
        let token = try await rotated(Data(body.utf8))
        #expect(token.token == "v")
        #expect(token.id == "t1")
        #expect(token.roles == Self.known.roles)
    }

    @Test("yield it quickly, however often they repeat its key", .timeLimit(.minutes(20)))
    func manyNames() async throws {
        let names = String(repeating: #""token": "w", "#, count: 100_000)
        #expect(try await rotated(Data(#"{"x": } \#(names) "token": "v""#.utf8)).token == "v")
        let opened = String(repeating: #""token": "#, count: 100_000)
        #expect(try await rotated(Data(#"} \#(opened) "token": "v""#.utf8)).token == "v")
    }

    @Test("yield it despite invalid UTF-8 elsewhere, which becomes replacement characters")
    func notUTF8() async throws {
        let body = Data(#"{"name": "CI "#.utf8) + [0xFF] + Data(#" deploy", "token": "v"}"#.utf8)
        let token = try await rotated(body)
        #expect(token.token == "v")
        #expect(token.name == "CI \u{FFFD} deploy")
    }

    @Test("yield it with any 2xx status", arguments: [200, 201, 202, 203, 204, 206, 299])
    func statuses(status: Int) async throws {
        #expect(try await rotated(Data(#"{"token": "v"}"#.utf8), status: status).token == "v")
    }

    @Test(
        "without one count as lost",
        arguments: [
            "", "{}", "null", #"{"token": null}"#, #"{"token": ""}"#, #"{"token": 5}"#, #"{"token": ["v"]}"#,
            #"{"token": "brok"#, #"{"name": "token"}"#, #"{"x": "\"token\": \"v\""}"#, "{", "\"", "\\",
        ])
    func lost(body: String) async throws {
        await #expect(throws: UnreadableAnswer.self) { try await rotated(Data(body.utf8)) }
    }

    @Test("fill missing fields with known ones, except the old value's short token")
    func known() async throws {
        let token = try await rotated(Data(#"{"name": "new", "description": null, "token": "v"}"#.utf8))
        #expect(token.name == "new")
        #expect(token.description == "known note")
        #expect(token.shortToken == "")
        #expect(token.createdAt == Self.known.createdAt)
        #expect(token.endAt == nil)
        #expect(try await rotated(Data(#"{"endAt": 5, "token": "v"}"#.utf8)).endAt == Self.known.endAt)
    }

    @Test("never redirect to another token by their ID", arguments: ["../x", "a/b", "", "a b", "x\\u0000"])
    func foreignID(id: String) async throws {
        let server = OneAnswer(response: HTTPResponse(status: 200, body: Data(#"{"id": "\#(id)", "token": "v"}"#.utf8)))
        let request = CreateTokenRequest(name: "n", role: "r", scope: .organization)
        #expect(try await ClientFixture.client(of: server).createToken(request).id == "")
    }

    @Test("that end after the value yield it, and that end within it do not")
    func brokenOff() async throws {
        for (body, value) in [(#"{"token": "v", "na"#, "v"), (#"{"token": "v"#, nil)] {
            var error = TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true)
            error.partialAnswer = HTTPResponse(status: 200, body: Data(body.utf8))
            let fixture = try ClientFixture(.init(.post, "/v1/organizations/o1/tokens/t1/rotate", .failure(error)))
            let token = try? await fixture.client.rotateToken(id: "t1", known: Self.known)
            #expect(token?.token == value)
        }
    }

    @Test("of an update fill missing fields with known and requested ones", arguments: ["", "{}", "<html>"])
    func update(body: String) async throws {
        let server = OneAnswer(response: HTTPResponse(status: 200, body: Data(body.utf8)))
        let token = try await ClientFixture.client(of: server).updateToken(
            id: "t1", UpdateTokenRequest(name: "new", description: ""), known: Self.known)
        #expect(token.name == "new")
        #expect(token.description == "")
        #expect(token.roles == Self.known.roles)
    }
}
