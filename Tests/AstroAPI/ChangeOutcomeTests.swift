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
        /// Words of the hint.
        let hint: String
        /// What the server may have done.
        let doubt: String
        let run: @Sendable (AstroClient) async throws -> Void

        var testDescription: String { name }
    }

    static let withValue = [
        Change(
            name: "create the token 'n'", path: "", hint: "list the tokens",
            doubt: "the token 'n' may have been created"
        ) { client in
            _ = try await client.createToken(CreateTokenRequest(name: "n", role: "r", scope: .organization))
        },
        Change(
            name: "rotate the token t1", path: "/t1/rotate", hint: "rotate it again",
            doubt: "the token t1 may have been rotated"
        ) { client in
            _ = try await client.rotateToken(id: "t1")
        },
    ]
    static let withToken =
        withValue + [
            Change(
                name: "update the token t1", path: "/t1", hint: "try again",
                doubt: "the token t1 may have been changed"
            ) { client in
                _ = try await client.updateToken(id: "t1", UpdateTokenRequest(name: "n"))
            }
        ]
    static let all =
        withToken + [
            Change(
                name: "change the roles of the token t1", path: "/t1/roles", hint: "try again",
                doubt: "the roles of the token t1 may have been changed"
            ) { client in
                try await client.updateTokenRoles(id: "t1", [])
            }
        ]

    /// The message if the server answers a change this way.
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
        "A lost answer is reported with what to do, and the request is not sent again", arguments: all,
        [TransportError.Kind.timedOut, .connectionLost, .malformedResponse])
    func lostAnswer(change: Change, kind: TransportError.Kind) async throws {
        let error = try #require(try await told(change, Self.failure(kind, arrived: true)))
        #expect(error.exitCode == .network)
        #expect(error.message == "the network is down; \(change.doubt)")
        #expect(error.hint.flatMap(HintWriter(ProgramNames("astro")).text)?.contains(change.hint) == true)
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
        "An unreadable success says that the change was made, with what to do", arguments: withToken,
        ["", "<html>", "{}", "[]", #"{"name": "n"}"#])
    func unreadable(change: Change, body: String) async throws {
        let reply = ScriptedTransport.Reply.response(
            .init(status: 200, headers: ["X-Request-Id": "r1"], body: .init(body.utf8)))
        let error = try #require(try await told(change, reply))
        #expect(error.exitCode == .undelivered)
        #expect(error.message == "the server says it did \(change.name), but its answer cannot be read")
        #expect(error.hint.flatMap(HintWriter(ProgramNames("astro")).text)?.contains(change.hint) == true)
        #expect(error.requestID == "r1")
    }

    @Test("A success without the token's value counts as unreadable", arguments: withValue, [nil, ""])
    func withoutValue(change: Change, value: String?) async throws {
        let body = Answer.token(value: value)
        let reply = ScriptedTransport.Reply.response(
            .init(status: 200, headers: ["X-Request-Id": "r1"], body: .init(body.utf8)))
        let error = try #require(try await told(change, reply))
        #expect(error.exitCode == .undelivered)
        #expect(error.requestID == "r1")
    }

    @Test("The answer to a change of roles need not be read", arguments: ["", "<html>", "{}"])
    func rolesAnswer(body: String) async throws {
        #expect(try await told(Self.all[3], .json(body)) == nil)
    }

    @Test("A refusal leaves no doubt", arguments: all)
    func refusal(change: Change) async throws {
        let error = try #require(try await told(change, .json(#"{"message": "no"}"#, status: 409)))
        #expect(error.exitCode == .failure)
        #expect(error.message == "the server refused to \(change.name) (status 409): no")
    }

    @Test("A server failure leaves doubt, except for changes that are checked afterwards", arguments: all)
    func failure(change: Change) async throws {
        let error = try #require(try await told(change, .json(#"{"message": "no"}"#, status: 503)))
        let isLookedInto = Self.withValue.contains { $0.name == change.name }
        let doubt = isLookedInto ? "" : "; \(change.doubt)"
        #expect(error.message == "the server failed to \(change.name) (status 503): no\(doubt)")
        let hint = error.hint.flatMap(HintWriter(ProgramNames("astro")).text)
        #expect(isLookedInto ? hint == nil : hint?.contains(change.hint) == true)
    }

    @Test("A deletion with lost answers may have been made, even if the last request never arrived")
    func lostDeletion() async throws {
        let path = "/v1/organizations/o1/tokens/t1"
        let lost = ScriptedTransport.Exchange(.delete, path, Self.failure(.connectionLost, arrived: true))
        let unsent = ScriptedTransport.Exchange(.delete, path, Self.failure(.connectionFailed, arrived: false))
        for exchanges in [[lost, lost, lost], [lost, unsent, unsent]] {
            let client = try ClientFixture.client(of: ScriptedTransport(exchanges))
            let error = await #expect(throws: LostAnswer.self) { try await client.deleteToken(id: "t1") }
            #expect(error?.commandError.message == "the network is down; the token t1 may have been deleted")
        }
        let client = try ClientFixture.client(of: ScriptedTransport([unsent, unsent, unsent]))
        await #expect(throws: TransportError.self) { try await client.deleteToken(id: "t1") }
    }

    @Test("A deletion that is refused after a lost answer may have been made")
    func refusedDeletion() async throws {
        let path = "/v1/organizations/o1/tokens/t1"
        let client = try ClientFixture.client(
            of: ScriptedTransport([
                .init(.delete, path, Self.failure(.connectionLost, arrived: true)),
                .init(.delete, path, .json(#"{"message": "no"}"#, status: 403)),
            ]))
        let error = await #expect(throws: APIError.self) { try await client.deleteToken(id: "t1") }
        #expect(error?.commandError.message.hasSuffix("; the token t1 may have been deleted") == true)
    }

    @Test("An unreadable answer to a GET changed nothing")
    func unreadableReading() async throws {
        let fixture = try ClientFixture(.init(.get, "/v1/organizations/o1/tokens/t1", .json("<html>")))
        let error = await #expect(throws: UnreadableAnswer.self) { try await fixture.client.token(id: "t1") }
        #expect(error?.commandError.exitCode == .failure)
    }

    @Test(
        "A token that a first attempt with a lost answer deleted counts as deleted",
        arguments: [TransportError.Kind.connectionLost, .connectionFailed])
    func deletedBefore(kind: TransportError.Kind) async throws {
        let path = "/v1/organizations/o1/tokens/t1"
        let fixture = try ClientFixture(
            .init(.delete, path, Self.failure(kind, arrived: true)), .init(.delete, path, .json("{}", status: 404)))
        try await fixture.client.deleteToken(id: "t1")
        #expect(fixture.server.difference == nil)
    }

    @Test(
        "A missing token was not deleted, and a refusal after a lost answer is a refusal",
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
