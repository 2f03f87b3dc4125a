import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A value in an unexpected answer")
struct OddAnswerTests {
    static let rotate = "deployment token rotate \(Fixture.id) -f --deployment \(Fixture.deployment)"
    static let create =
        "deployment token create -n 'CI deploy' -r DEPLOYMENT_ADMIN --deployment \(Fixture.deployment)"

    func rotation(_ body: String) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.post, "\(Fixture.tokens)/\(Fixture.id)/rotate", .json(body))
        return test
    }

    @Test(
        "is delivered at once, with a warning of what is missing",
        arguments: [
            (Fixture.token(value: "v").replacing(#""for CI""#, with: "null"), "description"),
            (#"{"token": "v"}"#, "name"),
            (Fixture.token(value: "v") + "\0\0 and more", ""), (#"{"token": "v", "na"#, "name"),
        ])
    func rotated(body: String, missing: String) async throws {
        let result = try await rotation(body).run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(missing.isEmpty || result.stderr.contains("warning:") && result.stderr.contains(missing))
        #expect(result.files == [:])
    }

    @Test("is written to machine formats with fields known before")
    func json() async throws {
        let result = try await rotation(#"{"token": "v", "name": 5}"#).run(
            "\(Self.rotate) --json --fields id,name,token")
        #expect(result.stdout == "{\n  \"id\": \"\(Fixture.id)\",\n  \"name\": \"CI deploy\",\n  \"token\": \"v\"\n}\n")
    }

    @Test("of a creation without an ID is delivered, and the ID is taken from a listing")
    func createdWithoutID() async throws {
        var test = Fixture.test()
        test.clock = FixedClock(LostCreationTests.now)
        test.expect(
            .post, Fixture.tokens, .json(Fixture.token(value: "v").replacing("\"\(Fixture.id)\"", with: "null")))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        let result = try await test.run(Self.create)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("the listing shows it as \(Fixture.id)"))
    }

    @Test("of a creation is delivered even if the ID is unknown")
    func createdUnknown() async throws {
        var test = Fixture.test()
        test.expect(.post, Fixture.tokens, .json(#"{"token": "v"}"#))
        test.expect(.get, Fixture.tokens, Fixture.refusal(403, "no"))
        let result = try await test.run(Self.create)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("astro deployment token list"))
    }

    @Test("of an overlap without an ID is delivered, and the old token is kept")
    func overlap() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, .json(#"{"token": "v"}"#))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        let result = try await test.run("\(Self.rotate) --overlap 1h")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("keeps working until you delete it"))
        #expect(result.files.keys.allSatisfy { !$0.contains("/overlap/") })
    }

    @Test(
        "is kept and not delivered if it would change in a header or a file",
        arguments: [
            ("v\\nX: 1", "a line break"), ("a b", "a space"), ("a\\u0007", "a control character"), ("é", "not ASCII"),
        ])
    func unusable(value: String, complaint: String) async throws {
        let result = try await rotation(Fixture.token(value: value)).run(Self.rotate)
        #expect(result.exitCode == .undelivered)
        #expect(result.stdout == "")
        #expect(result.stderr.contains(complaint))
        #expect(result.files["/home/test/.astro/recovery/\(Fixture.id).json"]?.contains("secret") == true)
    }

    @Test("is delivered without sending back unreadable roles")
    func roles() async throws {
        var test = Fixture.test()
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token(roles: [Fixture.admin, "5"])))
        let result = try await test.run(
            "deployment token update \(Fixture.id) --role x --deployment \(Fixture.deployment)")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("does not say which roles"))
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("is unaffected by invalid rows of a list, whose number is reported")
    func list() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), "null"])))
        let result = try await test.run("deployment token list --deployment \(Fixture.deployment) --no-header")
        #expect(result.stdout.contains(Fixture.id))
        #expect(result.stderr.contains("1 of 2 tokens"))
    }

    @Test("has its expiry by the server's clock, and a wrong local clock is reported")
    func check() async throws {
        let token = Fixture.token().replacing("\"roles\"", with: #""endAt": "2026-06-01T00:00:00Z", "roles""#)
        var page = HTTPResponse(status: 200, body: Data(Fixture.page([token]).utf8))
        page.headers["Date"] = "Mon, 05 Jan 2026 10:00:05 GMT"
        var test = Fixture.test()
        test.clock = FixedClock(Date(timeIntervalSince1970: 2_000_000_000))
        test.expect(.get, Fixture.tokens, .response(page))
        let result = try await test.run(
            "deployment token check --expires-within 14d --deployment \(Fixture.deployment)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stderr.contains("this machine's clock says 2033-05-18T03:33:20Z"))
    }
}
