import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A value whose answer was lost")
struct LostAnswerTests {
    let path = "\(Fixture.tokens)/\(Fixture.id)"
    let line = "deployment token rotate \(Fixture.id) -f --deployment-id \(Fixture.deployment)"
    let record = "/home/test/.astro/recovery/\(Fixture.id).json"
    static let lost = ScriptedTransport.Reply.failure(
        TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true))
    static let created = #"{"id": "ctok9", "name": "a", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "#

    /// A token as it is after a rotation.
    var rotated: String { Fixture.token().replacing("abc123", with: "xyz789") }

    /// A rotation whose answers are these.
    func rotation(_ replies: ScriptedTransport.Reply...) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, path, .json(Fixture.token()))
        for (index, reply) in replies.enumerated() {
            if index.isMultiple(of: 2) {
                test.expect(.post, "\(path)/rotate", reply)
            } else {
                test.expect(.get, path, reply)
            }
        }
        return test
    }

    @Test("is replaced by another rotation when the server did rotate, and the message says so")
    func rotatedAgain() async throws {
        let result = try await rotation(Self.lost, .json(rotated), .json(Fixture.token(value: "v2"))).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "v2\n")
        #expect(result.stderr.contains("its answer was lost. Nobody has that value: asking for another."))
        #expect(result.files == [:])
    }

    @Test("of a request that never arrived is asked for again")
    func notRotated() async throws {
        let result = try await rotation(Self.lost, .json(Fixture.token()), .json(Fixture.token(value: "v"))).run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("is as it was: asking again."))
    }

    @Test(
        "that the server says it made is replaced, whatever came in its place",
        arguments: ["", "{", "<html>", "[]", Fixture.token(), Fixture.token(value: "")])
    func unreadable(body: String) async throws {
        let result = try await rotation(.json(body), .json(Fixture.token()), .json(Fixture.token(value: "v"))).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "v\n")
    }

    @Test("is given up after three tries, with the record left for the next run")
    func givenUp() async throws {
        let test = rotation(Self.lost, .json(rotated), Self.lost, .json(rotated), Self.lost, .json(rotated))
        let result = try await test.run(line)
        #expect(result.exitCode == .network)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("is as it was") || result.stderr.contains("was lost"))
    }

    @Test(
        "of a server that failed is not asked for again where the token is as it was", arguments: [500, 502, 503, 504])
    func failedUnchanged(status: Int) async throws {
        let result = try await rotation(Fixture.refusal(status, "oops"), .json(Fixture.token())).run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("is as it was"))
        #expect(result.files == [:])
    }

    @Test("of a server that failed after it rotated is replaced", arguments: [500, 502, 503, 504])
    func failedChanged(status: Int) async throws {
        let test = rotation(Fixture.refusal(status, "oops"), .json(rotated), .json(Fixture.token(value: "v")))
        #expect(try await test.run(line).stdout == "v\n")
    }

    @Test("and of which nothing can be learnt is told as unknown, and remembered")
    func unknown() async throws {
        let result = try await rotation(Self.lost, Fixture.refusal(403, "no")).run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("may have stopped working"))
        #expect(result.stderr.contains("hint: run the same command again"))
        #expect(result.files[record]?.contains("secret") == false)
    }

    @Test("of a refusal is not looked for", arguments: [400, 401, 403, 404, 409, 429])
    func refused(status: Int) async throws {
        let result = try await rotation(Fixture.refusal(status, "no")).run(line)
        #expect(result.exitCode != .success)
        #expect(result.files == [:])
    }

    /// A creation whose first answer was lost.
    func creation(_ replies: (method: HTTPMethod, path: String, ScriptedTransport.Reply)...) -> CommandTest {
        var test = Fixture.test()
        test.clock = FixedClock(Date(timeIntervalSince1970: 1_767_607_200))
        test.expect(.post, Fixture.tokens, Self.lost)
        for (method, path, reply) in replies { test.expect(method, path, reply) }
        return test
    }

    /// A token named `a`, made at a moment of 2026-01-05.
    func made(_ id: String, at time: String = "10:00:00", name: String = "a") -> String {
        Fixture.token(id, name: name).replacing("2026-01-05T10:00:00Z", with: "2026-01-05T\(time)Z")
    }

    let create = "deployment token create -n a -r DEPLOYMENT_ADMIN --deployment-id \(Fixture.deployment)"

    @Test("of a creation is replaced by a rotation of the token that was made")
    func found() async throws {
        let others = [made("ctok1", at: "09:00:00"), made("ctok2", name: "b"), made("ctok9")]
        let test = creation(
            (.get, Fixture.tokens, .json(Fixture.page(others))),
            (.post, "\(Fixture.tokens)/ctok9/rotate", .json(Fixture.token("ctok9", name: "a", value: "v"))))
        let result = try await test.run(create)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("The server made the token 'a' (ctok9), but its answer was lost."))
        #expect(result.files == [:])
    }

    @Test("of a creation that cannot be told apart is an error with the IDs")
    func ambiguous() async throws {
        let test = creation((.get, Fixture.tokens, .json(Fixture.page([made("ctok8"), made("ctok9")]))))
        let result = try await test.run(create)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("2 tokens 'a' were made at that time: ctok8, ctok9"))
    }

    @Test("of a creation that left no token is remembered, and the next run looks for it first")
    func remembered() async throws {
        let first = try await creation((.get, Fixture.tokens, .json(Fixture.page([])))).run(create)
        #expect(first.exitCode == .network)
        let left = try #require(first.files.first)
        var next = Fixture.test()
        next.clock = FixedClock(Date(timeIntervalSince1970: 1_767_607_260))
        next.files = [left.key: left.value]
        next.expect(.get, Fixture.tokens, .json(Fixture.page([made("ctok9")])))
        next.expect(.post, "\(Fixture.tokens)/ctok9/rotate", .json(Fixture.token("ctok9", name: "a", value: "v")))
        let second = try await next.run(create)
        #expect(second.stdout == "v\n")
        #expect(second.stderr.contains("An earlier run made the token 'a' (ctok9) and was cut off."))
        #expect(second.files == [:])
    }
}
