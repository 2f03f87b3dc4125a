import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A rotation with an overlap")
struct OverlapTests {
    let old = "\(Fixture.tokens)/\(Fixture.id)"
    let line = "deployment token rotate \(Fixture.id) -f --deployment \(Fixture.deployment)"
    let state = "/home/test/.astro/overlap/ctoknew.json"
    static let dag = Fixture.role("dag1", "DAG", "DAG_VIEWER", in: Fixture.deployment)

    func test(_ token: String = Fixture.token()) -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, old, .json(token))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([token])))
        return test
    }

    /// The new token, used or not.
    static func new(isUsed: Bool = true) -> ScriptedTransport.Reply {
        let token = Fixture.token("ctoknew")
        let use = #""lastUsedAt": "2026-01-01T10:00:00Z", "roles""#
        return .json(isUsed ? token.replacing("\"roles\"", with: use) : token)
    }

    var created: ScriptedTransport.Reply { .json(Fixture.token("ctoknew", value: "v")) }

    @Test("creates a token with the same name, description, role and lifetime, and keeps the old one")
    func manual() async throws {
        var test = test(Fixture.token().replacing("\"roles\"", with: "\"expiryPeriodInDays\": 90, \"roles\""))
        test.expect(.post, Fixture.tokens, created)
        let result = try await test.run("\(line) --overlap manual")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        let body = result.requests[2].bodyText.replacing(/\ #[a-z0-9]{10}\]/, with: " #]")
        #expect(
            body
                == #"{"description":"for CI [replaces \#(Fixture.id) until finished #]","entityId":"\#(Fixture.deployment)","kind":"STANDARD","name":"CI deploy","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT","tokenExpiryPeriodInDays":90}"#
        )
        #expect(result.files[state]?.contains(#""oldID":"\#(Fixture.id)""#) == true)
        #expect(result.files[state]?.contains("due") == false)
        #expect(!result.files.values.contains { $0.contains("\"v\"") })
    }

    @Test("grants the new token every other role of the old one")
    func roles() async throws {
        var test = test(Fixture.token(roles: [Self.dag, Fixture.admin]))
        test.expect(.post, Fixture.tokens, created)
        test.expect(.post, "\(Fixture.tokens)/ctoknew/roles", .json("{}"))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.requests[3].bodyText.contains("DAG_VIEWER"))
        #expect(result.requests[3].bodyText.contains("DEPLOYMENT_ADMIN"))
    }

    @Test(
        "withdraws a new token that cannot get every role of the old one, and delivers nothing", arguments: [204, 500])
    func withdrawn(status: Int) async throws {
        var test = test(Fixture.token(roles: [Self.dag, Fixture.admin]))
        test.expect(.post, Fixture.tokens, created)
        test.expect(.post, "\(Fixture.tokens)/ctoknew/roles", Fixture.refusal(403, "no"))
        test.expect(.delete, "\(Fixture.tokens)/ctoknew", .json("{}", status: status))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.exitCode == .failure && result.stdout == "")
        let end = status == 204 ? "it was deleted" : "it still exists"
        #expect(result.stderr.contains("could not get a role of the old one:"), "\(result.stderr)")
        #expect(result.stderr.contains("\(end), and the token 'CI deploy' (\(Fixture.id)) keeps working"))
        #expect((result.files[state] == nil) == (status == 204))
        #expect(!result.files.values.contains { $0.contains("\"v\"") })
    }

    @Test("of length 0 deletes the old token once the new one works")
    func none() async throws {
        var test = test()
        test.expect(.post, Fixture.tokens, created)
        test.expect(.get, "\(Fixture.tokens)/ctoknew", Self.new(isUsed: false))
        test.expect(.get, "\(Fixture.tokens)/ctoknew", Self.new(isUsed: false))
        test.expect(.delete, old, .json("", status: 204))
        let result = try await test.run("\(line) --overlap 0")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests[3].headers["Authorization"] == "Bearer v")
        #expect(result.files[state] == nil)
    }

    @Test("with an undelivered value keeps the old token, however late it is")
    func undelivered() async throws {
        var first = test()
        first.stdoutFailure = .closed
        first.expect(.post, Fixture.tokens, created)
        first.expect(.get, "\(Fixture.tokens)/ctoknew", .json(Fixture.token("ctoknew")))
        let left = try await first.run("\(line) --overlap 0")
        #expect(left.exitCode == .undelivered)
        #expect(left.stderr.contains("astro deployment token recover \(Fixture.id)"), "\(left.stderr)")
        var second = Fixture.test()
        second.allowsWriting = true
        second.files = left.files
        let refused = try await second.run("deployment token overlap finish ctoknew")
        #expect(refused.exitCode == .failure)
        #expect(refused.stderr.contains("the old token \(Fixture.id) is kept"))
        second.expect(.get, "\(Fixture.tokens)/ctoknew", Self.new(isUsed: false))
        var third = second
        third.expect(.get, "\(Fixture.tokens)/ctoknew", Self.new(isUsed: false))
        third.expect(.get, old, .json(Fixture.token()))
        let discarded = try await third.run("deployment token recover \(Fixture.id) --discard --yes")
        #expect(discarded.exitCode == .failure && discarded.files == left.files, "\(discarded.stderr)")
        #expect(discarded.stderr.contains("although nobody has the new value; nothing was deleted"))
        #expect(discarded.stderr.contains("hint: astro deployment token overlap cancel ctoknew\n"))
        let recovered = try await second.run("deployment token recover \(Fixture.id)")
        #expect(recovered.stdout == "v\n")
        second.exchanges = []
        second.files = recovered.files
        second.expect(.get, "\(Fixture.tokens)/ctoknew", Self.new())
        second.expect(.delete, old, .json("", status: 204))
        #expect(try await second.run("deployment token overlap finish ctoknew").exitCode == .success)
    }

    /// A test with one pending overlap, due at the beginning of 2026.
    func pending() -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        test.files[state] = """
            {"context":"astronomer.io","organizationID":"o","scope":"deployment","placeID":"\(Fixture.deployment)","placeName":"Production","name":"CI deploy",
            "oldID":"\(Fixture.id)","newID":"ctoknew","begin":"2026-01-01T00:00:00Z","due":"2026-01-02T00:00:00Z"}
            """
        return test
    }

    /// The test, with a request for the Organization's tokens first, whose answer has no time.
    func listing(_ test: CommandTest) -> CommandTest {
        var test = test
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Fixture.token("ctoknew")])))
        return test
    }

    func finish(_ test: CommandTest, _ replies: (HTTPMethod, String, ScriptedTransport.Reply)...) async throws
        -> CommandResult
    {
        var test = listing(test)
        for (method, path, reply) in replies { test.expect(method, path, reply) }
        return try await test.run("deployment token overlap finish")
    }

    static let newPath = "\(Fixture.tokens)/ctoknew"

    @Test("is finished when it is due, and finishing again changes nothing")
    func finish() async throws {
        let deleted = ScriptedTransport.Reply.json("", status: 204)
        let result = try await finish(pending(), (.get, Self.newPath, Self.new()), (.delete, old, deleted))
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[state] == nil)
        var early = pending()
        early.clock = FixedClock(Date(timeIntervalSince1970: 1_767_225_601))
        let left = try await finish(early, (.get, Self.newPath, Self.new()))
        #expect(left.stderr == "No old token is due.\n")
        let gone = ScriptedTransport.Reply.response(HTTPResponse(status: 404))
        let again = try await finish(pending(), (.get, Self.newPath, Self.new()), (.delete, old, gone))
        #expect(again.exitCode == .success)
    }

    @Test("keeps the old token while the new one is unused, and says so", arguments: ["", " ctoknew"])
    func unused(id: String) async throws {
        var test = id.isEmpty ? listing(pending()) : pending()
        test.expect(.get, Self.newPath, Self.new(isUsed: false))
        let result = try await test.run("deployment token overlap finish\(id)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stderr.contains("the token ctoknew was never used, so the old token \(Fixture.id) is kept"))
        #expect(result.files[state] != nil)
    }

    @Test("treats a verified value as used")
    func verified() async throws {
        var test = pending()
        test.files[state] = test.files[state]?.replacing(#""due""#, with: #""isVerified":true,"due""#)
        let result = try await finish(
            test, (.get, Self.newPath, Self.new(isUsed: false)), (.delete, old, .json("", status: 204)))
        #expect(result.exitCode == .success, "\(result.stderr)")
    }

    @Test("records that --verify verified the value")
    func verify() async throws {
        var test = test()
        test.expect(.post, Fixture.tokens, created)
        test.expect(.get, Self.newPath, Self.new(isUsed: false))
        let result = try await test.run("\(line) --overlap 1h --verify")
        #expect(result.files[state]?.contains(#""isVerified":true"#) == true)
    }

    @Test("keeps the old token if the new one is gone", arguments: ["", " ctoknew"])
    func goneNewToken(id: String) async throws {
        var test = id.isEmpty ? listing(pending()) : pending()
        test.expect(.get, Self.newPath, .response(HTTPResponse(status: 404)))
        let result = try await test.run("deployment token overlap finish\(id)")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("no longer exists; the old token \(Fixture.id) is kept"))
        #expect(result.files[state] != nil)
    }

    /// The new token, with the server's time.
    static func new(at date: String) -> ScriptedTransport.Reply {
        guard case .response(var response) = new() else { return new() }
        response.headers["Date"] = date
        return .response(response)
    }

    @Test("is due by the server's clock, however wrong the local clock is")
    func serverClock() async throws {
        var ahead = pending()
        ahead.clock = FixedClock(Date(timeIntervalSince1970: 2_000_000_000))
        let early = try await finish(ahead, (.get, Self.newPath, Self.new(at: "Thu, 01 Jan 2026 12:00:00 GMT")))
        #expect(early.exitCode == .success)
        #expect(early.stderr.contains("No old token is due."))
        #expect(early.stderr.contains("this machine's clock says 2033-"))
        #expect(early.files[state] != nil)
        var behind = pending()
        behind.clock = FixedClock(Date(timeIntervalSince1970: 1_500_000_000))
        let late = try await finish(
            behind, (.get, Self.newPath, Self.new(at: "Fri, 02 Jan 2026 12:00:00 GMT")),
            (.delete, old, .json("", status: 204)))
        #expect(late.files[state] == nil)
    }

    @Test("starts by the server's clock")
    func serverBegin() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.clock = FixedClock(Date(timeIntervalSince1970: 2_000_000_000))
        var answer = HTTPResponse(status: 200, body: Data(Fixture.token().utf8))
        answer.headers["Date"] = "Thu, 01 Jan 2026 12:00:00 GMT"
        test.expect(.get, old, .response(answer))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, created)
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.files[state]?.contains(#""due":"2026-01-01T13:0"#) == true)
    }

    @Test("that is not due causes no warning, even if its new token is gone")
    func earlyTrouble() async throws {
        var gone = HTTPResponse(status: 404)
        gone.headers["Date"] = "Thu, 01 Jan 2026 12:00:00 GMT"
        let result = try await finish(pending(), (.get, Self.newPath, .response(gone)))
        #expect(result.exitCode == .success, "\(result.stderr)")
        var undelivered = pending()
        undelivered.clock = FixedClock(Date(timeIntervalSince1970: 1_767_225_601))
        undelivered.files["/home/test/.astro/recovery/ctoknew.json"] = """
            {"name":"ctoknew","id":"ctoknew","subject":"the token","step":"rotating","askedAt":"2026-01-01T00:00:00Z",
            "secret":"v","remedy":"x"}
            """
        #expect(try await finish(undelivered, (.get, Self.newPath, Self.new())).exitCode == .success)
        undelivered.clock = FixedClock()
        #expect(try await finish(undelivered).exitCode == .failure)
    }

    @Test("stays pending if the server refuses to delete the old token")
    func refusedFinish() async throws {
        let result = try await finish(
            pending(), (.get, Self.newPath, Self.new()), (.delete, old, Fixture.refusal(403, "no")))
        #expect(result.exitCode == .unauthorized)
        #expect(result.files[state] != nil)
    }

    @Test("is canceled by deleting the new token if the old one exists")
    func cancel() async throws {
        var test = pending()
        test.expect(.get, old, .json(Fixture.token()))
        test.expect(.delete, Self.newPath, .json("", status: 204))
        let result = try await test.run("deployment token overlap cancel ctoknew -f")
        #expect(result.files[state] == nil)
        #expect(try await pending().run("deployment token overlap cancel ctoknew").exitCode == .cancelled)
        var gone = pending()
        gone.expect(.get, old, .response(HTTPResponse(status: 404)))
        let kept = try await gone.run("deployment token overlap cancel ctoknew -f")
        #expect(kept.exitCode == .notFound)
        #expect(kept.stderr.contains("no longer exists; the new token ctoknew is kept"))
    }

    @Test("is listed, and not started twice")
    func twice() async throws {
        #expect(
            try await listing(pending()).run("deployment token overlap list --fields newID --no-header").stdout
                == "ctoknew\n")
        var test = pending()
        test.expect(.get, old, .json(Fixture.token()))
        test.expect(.get, Self.newPath, Self.new())
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is already being replaced by ctoknew"))
    }

    @Test("is not started twice where the server does not tell whether the new token is there")
    func untold() async throws {
        var test = pending()
        test.expect(.get, old, .json(Fixture.token()))
        test.expect(.get, Self.newPath, Fixture.refusal(403, "no"))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.exitCode == .usage && result.files[state] != nil, "\(result.stderr)")
    }

    @Test("is started anew where somebody deleted the new token")
    func anew() async throws {
        var test = pending()
        test.expect(.get, old, .json(Fixture.token()))
        test.expect(.get, Self.newPath, Fixture.refusal(404, "gone"))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token("ctoknewer", value: "v")))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.exitCode == .success && result.stdout == "v\n", "\(result.stderr)")
        #expect(result.files[state] == nil)
        #expect(result.files[state.replacing("ctoknew", with: "ctoknewer")] != nil)
    }

    @Test("that another machine ended is not spoken of when the token is rotated")
    func unspoken() async throws {
        for isOver in [true, false] {
            var test = pending()
            test.expect(.get, old, .json(Fixture.token()))
            test.expect(.get, Self.newPath, isOver ? Fixture.refusal(404, "gone") : Self.new())
            test.expect(.post, "\(old)/rotate", .json(Fixture.token(value: "v")))
            let result = try await test.run(line)
            #expect(result.stderr.contains("is being replaced by ctoknew") != isOver, "\(result.stderr)")
            #expect((result.files[state] == nil) == isOver)
        }
    }
}
