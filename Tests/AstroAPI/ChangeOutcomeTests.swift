import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Changes whose outcome is in doubt")
struct ChangeOutcomeTests {
    /// A call that changes something, with the address it goes to.
    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let path: String
        /// Words of the hint that tells what to do.
        let hint: String
        let run: @Sendable (AstroClient) async throws -> Void

        var testDescription: String { name }
    }

    static let withValue = [
        Change(name: "create the token 'n'", path: "", hint: "list the tokens") { client in
            _ = try await client.createToken(CreateTokenRequest(name: "n", role: "r", scope: .organization))
        },
        Change(name: "rotate the token t1", path: "/t1/rotate", hint: "the old value may have stopped working") {
            client in
            _ = try await client.rotateToken(id: "t1")
        },
    ]
    static let withToken =
        withValue + [
            Change(name: "update the token t1", path: "/t1", hint: "run the same command again") { client in
                _ = try await client.updateToken(id: "t1", UpdateTokenRequest(name: "n"))
            }
        ]
    static let all =
        withToken + [
            Change(name: "change the roles of the token t1", path: "/t1/roles", hint: "run the same command again") {
                client in
                try await client.updateTokenRoles(id: "t1", [])
            }
        ]

    /// What a person is told when the server answers a change so.
    private func told(_ change: Change, _ reply: ScriptedTransport.Reply) async throws -> CommandError? {
        let fixture = try ClientFixture(.init(.post, "/v1/organizations/o1/tokens\(change.path)", reply))
        do {
            try await change.run(fixture.client)
        } catch {
            #expect(fixture.server.difference == nil)
            return CommandError(describing: error)
        }
        return nil
    }

    private static func failure(_ kind: TransportError.Kind, arrived: Bool) -> ScriptedTransport.Reply {
        .failure(TransportError(kind, "the network is down", requestMayHaveArrived: arrived))
    }

    @Test(
        "A lost answer is told as such, with what to do, and the request is not sent again", arguments: all,
        [TransportError.Kind.timedOut, .connectionLost, .malformedResponse])
    func lostAnswer(change: Change, kind: TransportError.Kind) async throws {
        let error = try #require(try await told(change, Self.failure(kind, arrived: true)))
        #expect(error.exitCode == .network)
        #expect(error.message == "the network is down; it is unknown whether the server did \(change.name)")
        #expect(error.hint?.contains(change.hint) == true)
    }

    @Test(
        "A request that never arrived is a plain failure", arguments: all,
        [TransportError.Kind.connectionFailed, .untrustedServer])
    func neverArrived(change: Change, kind: TransportError.Kind) async throws {
        let error = try #require(try await told(change, Self.failure(kind, arrived: false)))
        #expect(error.exitCode == .network)
        #expect(error.message == "the network is down")
    }

    @Test(
        "A success that cannot be read says that it was done, with what to do", arguments: withToken,
        ["", "<html>", "{}", "[]", #"{"id": "t1"}"#])
    func unreadable(change: Change, body: String) async throws {
        let reply = ScriptedTransport.Reply.response(
            .init(status: 200, headers: ["X-Request-Id": "r1"], body: .init(body.utf8)))
        let error = try #require(try await told(change, reply))
        #expect(error.exitCode == .undelivered)
        #expect(error.message == "the server says it did \(change.name), but its answer cannot be read")
        #expect(error.hint?.contains(change.hint) == true)
        #expect(error.requestID == "r1")
    }

    @Test("A success without the token's value is one that cannot be read", arguments: withValue, [nil, ""])
    func withoutValue(change: Change, value: String?) async throws {
        let body = Answer.token(value: value)
        let reply = ScriptedTransport.Reply.response(
            .init(status: 200, headers: ["X-Request-Id": "r1"], body: .init(body.utf8)))
        let error = try #require(try await told(change, reply))
        #expect(error.exitCode == .undelivered)
        #expect(error.requestID == "r1")
    }

    @Test("The roles' answer need not be read", arguments: ["", "<html>", "{}"])
    func rolesAnswer(body: String) async throws {
        #expect(try await told(Self.all[3], .json(body)) == nil)
    }

    @Test("A refusal is no doubt", arguments: all)
    func refusal(change: Change) async throws {
        let error = try #require(try await told(change, .json(#"{"message": "no"}"#, status: 503)))
        #expect(error.exitCode == .failure)
        #expect(error.message.contains("the server failed to \(change.name)"))
    }

    @Test("A reading that cannot be read changed nothing")
    func unreadableReading() async throws {
        let fixture = try ClientFixture(.init(.get, "/v1/organizations/o1/tokens/t1", .json("<html>")))
        let error = await #expect(throws: UnreadableAnswer.self) { try await fixture.client.token(id: "t1") }
        #expect(error?.commandError.exitCode == .failure)
    }

    @Test(
        "What a first try deleted, whose answer was lost, counts as deleted",
        arguments: [TransportError.Kind.connectionLost, .connectionFailed])
    func deletedBefore(kind: TransportError.Kind) async throws {
        let path = "/v1/organizations/o1/tokens/t1"
        let fixture = try ClientFixture(
            .init(.delete, path, Self.failure(kind, arrived: true)), .init(.delete, path, .json("{}", status: 404)))
        try await fixture.client.deleteToken(id: "t1")
        #expect(fixture.server.difference == nil)
    }

    @Test(
        "What was never there was not deleted, and a refusal after a lost answer stays one",
        arguments: [(false, 404), (true, 403)])
    func notDeleted(isRetried: Bool, status: Int) async throws {
        let path = "/v1/organizations/o1/tokens/t1"
        let lost = ScriptedTransport.Exchange(.delete, path, Self.failure(.connectionLost, arrived: true))
        let refused = ScriptedTransport.Exchange(.delete, path, .json("{}", status: status))
        let server = ScriptedTransport(isRetried ? [lost, refused] : [refused])
        let client = try ClientFixture.client(of: server)
        let error = await #expect(throws: APIError.self) { try await client.deleteToken(id: "t1") }
        #expect(error?.status == status)
    }
}
