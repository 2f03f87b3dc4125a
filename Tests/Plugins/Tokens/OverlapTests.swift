import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A rotation with an overlap")
struct OverlapTests {
    let old = "\(Fixture.tokens)/\(Fixture.id)"
    let line = "deployment token rotate \(Fixture.id) -f --deployment-id \(Fixture.deployment)"
    let state = "/home/test/.astro/overlap/ctoknew.json"
    static let dag = Fixture.role("dag1", "DAG", "DAG_VIEWER", in: Fixture.deployment)

    func test(_ token: String = Fixture.token()) -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, old, .json(token))
        return test
    }

    var created: ScriptedTransport.Reply { .json(Fixture.token("ctoknew", value: "v")) }

    @Test("makes a token of the same name, description, role and lifetime, and keeps the old one")
    func manual() async throws {
        var test = test(Fixture.token().replacing("\"roles\"", with: "\"expiryPeriodInDays\": 90, \"roles\""))
        test.expect(.post, Fixture.tokens, created)
        let result = try await test.run("\(line) --overlap manual")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(
            result.requests[1].bodyText
                == #"{"description":"for CI","entityId":"\#(Fixture.deployment)","kind":"STANDARD","name":"CI deploy","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT","tokenExpiryPeriodInDays":90}"#
        )
        #expect(result.files[state]?.contains(#""oldID":"\#(Fixture.id)""#) == true)
        #expect(result.files[state]?.contains("due") == false)
        #expect(!result.files.values.contains { $0.contains("\"v\"") })
    }

    @Test("gives the new token every other role of the old one")
    func roles() async throws {
        var test = test(Fixture.token(roles: [Self.dag, Fixture.admin]))
        test.expect(.post, Fixture.tokens, created)
        test.expect(.post, "\(Fixture.tokens)/ctoknew/roles", .json("{}"))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.requests[2].bodyText.contains("DAG_VIEWER"))
        #expect(result.requests[2].bodyText.contains("DEPLOYMENT_ADMIN"))
    }

    @Test("of no length deletes the old token once the new one is seen to work")
    func none() async throws {
        var test = test()
        test.expect(.post, Fixture.tokens, created)
        test.expect(.get, "\(Fixture.tokens)/ctoknew", .json(Fixture.token("ctoknew")))
        test.expect(.delete, old, .json("", status: 204))
        let result = try await test.run("\(line) --overlap 0")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests[2].headers["Authorization"] == "Bearer v")
        #expect(result.files[state] == nil)
    }

    @Test("whose value is not delivered keeps the old token, whatever the time")
    func undelivered() async throws {
        var first = test()
        first.stdoutFailure = .closed
        first.expect(.post, Fixture.tokens, created)
        first.expect(.get, "\(Fixture.tokens)/ctoknew", .json(Fixture.token("ctoknew")))
        let left = try await first.run("\(line) --overlap 0")
        #expect(left.exitCode == .undelivered)
        var second = Fixture.test()
        second.allowsWriting = true
        second.files = left.files
        let refused = try await second.run("deployment token overlap finish ctoknew")
        #expect(refused.exitCode == .failure)
        #expect(refused.stderr.contains("the old token \(Fixture.id) stays"))
        let recovered = try await second.run("deployment token recover ctoknew")
        #expect(recovered.stdout == "v\n")
        second.files = recovered.files
        second.expect(.delete, old, .json("", status: 204))
        #expect(try await second.run("deployment token overlap finish ctoknew").exitCode == .success)
    }

    /// A test that finds a pending overlap, due at the beginning of 2026.
    func pending() -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        test.files[state] = """
            {"context":"astronomer.io","organizationID":"o","scope":"deployment","placeID":"\(Fixture.deployment)","name":"CI deploy",
            "oldID":"\(Fixture.id)","newID":"ctoknew","begin":"2026-01-01T00:00:00Z","due":"2026-01-02T00:00:00Z"}
            """
        return test
    }

    @Test("is finished when it is due, as often as one likes")
    func finish() async throws {
        var test = pending()
        test.expect(.delete, old, .json("", status: 204))
        let result = try await test.run("deployment token overlap finish")
        #expect(result.exitCode == .success)
        #expect(result.files[state] == nil)
        var early = pending()
        early.clock = FixedClock(Date(timeIntervalSince1970: 1_767_225_601))
        #expect(try await early.run("deployment token overlap finish").stderr == "No old token is due.\n")
        var gone = pending()
        gone.expect(.delete, old, .response(HTTPResponse(status: 404)))
        #expect(try await gone.run("deployment token overlap finish").exitCode == .success)
    }

    @Test("whose end the server refuses stays pending")
    func refusedFinish() async throws {
        var test = pending()
        test.expect(.delete, old, Fixture.refusal(403, "no"))
        let result = try await test.run("deployment token overlap finish")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files[state] != nil)
    }

    @Test("is cancelled by deleting the new token")
    func cancel() async throws {
        var test = pending()
        test.expect(.delete, "\(Fixture.tokens)/ctoknew", .json("", status: 204))
        let result = try await test.run("deployment token overlap cancel ctoknew -f")
        #expect(result.files[state] == nil)
        #expect(try await pending().run("deployment token overlap cancel ctoknew").exitCode == .cancelled)
    }

    @Test("is listed, and not begun twice")
    func twice() async throws {
        #expect(
            try await pending().run("deployment token overlap list --fields newID --no-header").stdout == "ctoknew\n")
        var test = pending()
        test.expect(.get, old, .json(Fixture.token()))
        let result = try await test.run("\(line) --overlap 1h")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is being replaced by ctoknew already"))
    }
}
