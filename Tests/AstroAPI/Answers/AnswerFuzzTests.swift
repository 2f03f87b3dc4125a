import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Corrupted answers, by fixed seeds")
struct AnswerFuzzTests {
    private static let value = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2lnbmF0dXJl"
    private static let whole = """
        {"id": "ctok00000000000000000001", "name": "CI \\"deploy\\" é \\ud83c\\udf89", "description": "for CI", "kind": "STANDARD",
        "scope": "DEPLOYMENT", "shortToken": "abc123", "createdAt": "2026-01-05T10:00:00Z",
        "roles": [{"entityId": "d1", "entityType": "DEPLOYMENT", "role": "DEPLOYMENT_ADMIN"}], "token": "\(value)",
        "updatedAt": "2026-01-05T10:00:00Z", "startAt": "2026-01-05T10:00:00Z", "endAt": null, "expiryPeriodInDays": 90,
        "createdBy": {"id": "u1", "subjectType": "USER", "fullName": "Ada"}}
        """

    /// The result of a call, or nil if it reports an unreadable answer; anything else fails the test.
    private func result<Value>(
        _ body: Data, _ call: (AstroClient) async throws -> Value
    ) async throws -> Value? {
        let server = OneAnswer(response: HTTPResponse(status: 200, body: body))
        do {
            return try await call(ClientFixture.client(of: server))
        } catch is UnreadableAnswer {
            return nil
        }
    }

    @Test("always yield a value that they contain", .timeLimit(.minutes(20)), arguments: 0..<8 as Range<UInt64>)
    func values(seed: UInt64) async throws {
        let member = Data("\"token\": \"\(Self.value)\"".utf8)
        var found = 0
        for number in 0..<500 {
            var mutation = AnswerMutation(seed: seed << 32 | UInt64(number))
            let body = mutation.spoil(Self.whole)
            let rotated = try await result(body) { try await $0.rotateToken(id: "t1") }
            let created = try await result(body) {
                try await $0.createToken(CreateTokenRequest(name: "n", role: "r", scope: .deployment))
            }
            #expect(created?.token == rotated?.token)
            guard body.firstRange(of: member) != nil else { continue }
            found += 1
            let story = "seed \(seed), number \(number): \(String(decoding: body, as: UTF8.self))"
            #expect(rotated?.token == Self.value, "\(story)")
            #expect(rotated?.id == "t1", "\(story)")
            #expect(created.map { $0.id.isEmpty || APIToken.isID($0.id) } == true, "\(story)")
        }
        #expect(found > 100)
    }

    @Test("yield what can be read, or an error", arguments: 0..<8 as Range<UInt64>)
    func readings(seed: UInt64) async throws {
        for number in 0..<500 {
            var mutation = AnswerMutation(seed: seed << 32 | UInt64(number))
            let token = try await result(mutation.spoil(Self.whole)) { try await $0.token(id: "t1") }
            #expect(token.map { APIToken.isID($0.id) } ?? true)
        }
    }

    @Test("yield the readable rows of a list", .timeLimit(.minutes(20)), arguments: 0..<8 as Range<UInt64>)
    func lists(seed: UInt64) async throws {
        let page = Answer.page(["t1", "t2", "t3", "t4"], of: 4)
        for number in 0..<250 {
            var mutation = AnswerMutation(seed: seed << 32 | UInt64(number))
            let body = mutation.spoil(page)
            let ids = try await result(body) { try await $0.tokens(.organization).map(\.id) }
            #expect(ids.map { Set($0).count == $0.count } ?? true, "seed \(seed), number \(number)")
        }
    }

    @Test("with a corrupted token never crash the reading of claims", arguments: 0..<8 as Range<UInt64>)
    func claims(seed: UInt64) {
        let payload = """
            {"apiTokenId": "t1", "permissions": ["organizationId:o1", "workspaceId:w1"], "exp": 1900000000, "iat": 1700000000}
            """
        for number in 0..<1_000 {
            var mutation = AnswerMutation(seed: seed << 32 | UInt64(number))
            let spoiled = Base64URL.encode(mutation.spoil(payload))
            let claims = TokenClaims("e30.\(spoiled).c2ln")
            #expect(claims?.organizationID?.isEmpty != true)
            _ = claims?.expiry?.rfc3339
            let text = String(
                decoding: mutation.spoil("e30.\(Base64URL.encode(Data(payload.utf8))).c2ln"), as: UTF8.self)
            _ = TokenClaims(text)?.expiry?.rfc3339
        }
    }
}

/// A server that gives every request the same answer.
struct OneAnswer: HTTPTransport {
    let response: HTTPResponse

    func send(_ request: HTTPRequest) async throws -> HTTPResponse { response }
}
