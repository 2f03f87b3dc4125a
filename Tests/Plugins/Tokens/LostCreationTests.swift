import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A creation whose answer was lost")
struct LostCreationTests {
    static let late = "ctok000000000000000000009"
    static let line = "deployment token create -n a -r DEPLOYMENT_ADMIN --deployment \(Fixture.deployment)"
    static let now = Date(timeIntervalSince1970: 1_767_607_200)

    /// A creation with this first answer, by default a lost one.
    func creation(
        _ first: ScriptedTransport.Reply = LostAnswerTests.lost,
        _ replies: (HTTPMethod, String, ScriptedTransport.Reply)...
    ) -> CommandTest {
        var test = Fixture.test()
        test.clock = FixedClock(Self.now)
        test.expect(.post, Fixture.tokens, first)
        for (method, path, reply) in replies { test.expect(method, path, reply) }
        return test
    }

    /// A listing of tokens.
    func listing(_ tokens: String...) -> (HTTPMethod, String, ScriptedTransport.Reply) {
        (.get, Fixture.tokens, .json(Fixture.page(tokens)))
    }

    /// A token named `a`, created at a time on 2026-01-05.
    func made(_ id: String, at time: String = "10:00:00", name: String = "a") -> String {
        Fixture.token(id, name: name).replacing("2026-01-05T10:00:00Z", with: "2026-01-05T\(time)Z")
    }

    let rotate = "astro deployment token rotate \(Self.late) --deployment \(Fixture.deployment)"
    let list = "hint: astro deployment token list --deployment \(Fixture.deployment)\n"

    @Test("adopts no token that looks like its own, and names the command that gives it a value")
    func found() async throws {
        let result = try await creation(
            LostAnswerTests.lost, listing(made("ctok1", at: "09:00:00"), made("ctok2", name: "b"), made(Self.late))
        ).run(Self.line)
        #expect(result.exitCode == .undelivered)
        #expect(result.stdout == "")
        #expect(
            result.stderr.contains(
                "the token 'a' (\(Self.late)) may be the new one, and nobody has its value"))
        #expect(result.stderr.contains("hint: \(rotate)\n"))
        #expect(result.files.values.contains { $0.contains(Self.late) })
    }

    @Test("names every token that may be its own")
    func several() async throws {
        let result = try await creation(LostAnswerTests.lost, listing(made("ctok8"), made(Self.late))).run(Self.line)
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("2 tokens 'a' were created at that time: ctok8, \(Self.late)"))
        #expect(result.stderr.contains(list))
    }

    @Test(
        "does not name tokens that are in use",
        arguments: [#""lastUsedAt": "2026-01-05T10:00:00Z""#, #""lastRotatedAt": "2026-01-05T10:00:00Z""#])
    func used(field: String) async throws {
        let token = made(Self.late).replacing("\"roles\"", with: "\(field), \"roles\"")
        let result = try await creation(LostAnswerTests.lost, listing(token)).run(Self.line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("no token 'a' exists yet"))
    }

    @Test("with a destination must be repeated in full: the command alone would write the value to stdout")
    func directed() async throws {
        var test = creation(LostAnswerTests.lost, listing())
        let plain = try await test.run(Self.line)
        #expect(plain.stderr.contains("hint: astro deployment token create --name a --role"))
        test = creation(LostAnswerTests.lost, listing())
        test.allowsWriting = true
        let directed = try await test.run(Self.line + " --to-file value")
        #expect(directed.exitCode == .network)
        #expect(directed.stderr.contains("hint: try the same command again\n"), "\(directed.stderr)")
        #expect(!directed.stderr.contains("token create"))
    }

    @Test("that left no token is recorded, and a later run adopts no token either")
    func remembered() async throws {
        let first = try await creation(LostAnswerTests.lost, listing()).run(Self.line)
        #expect(first.exitCode == .network)
        let left = try #require(first.files.first)
        var next = Fixture.test()
        next.clock = FixedClock(Self.now.addingTimeInterval(60))
        next.files = [left.key: left.value]
        next.expect(.get, Fixture.tokens, .json(Fixture.page([made(Self.late)])))
        let second = try await next.run(Self.line)
        #expect(second.exitCode == .undelivered)
        #expect(second.stderr.contains("an earlier run asked for this token and was cut off"))
        #expect(second.stderr.contains("hint: \(rotate)\n"))
        #expect(second.files.count == 1)
    }

    @Test("is settled once the token that may be its own is rotated or deleted", arguments: ["rotate", "delete"])
    func dealtWith(verb: String) async throws {
        let first = try await creation(LostAnswerTests.lost, listing(made(Self.late))).run(Self.line)
        var next = Fixture.test()
        next.files = first.files
        next.allowsWriting = true
        next.expect(.get, "\(Fixture.tokens)/\(Self.late)", .json(made(Self.late)))
        if verb == "rotate" {
            next.expect(
                .post, "\(Fixture.tokens)/\(Self.late)/rotate", .json(Fixture.token(Self.late, name: "a", value: "v")))
        } else {
            next.expect(.delete, "\(Fixture.tokens)/\(Self.late)", .json("", status: 204))
        }
        let second = try await next.run("deployment token \(verb) \(Self.late) -f --deployment \(Fixture.deployment)")
        #expect(second.exitCode == .success, "\(second.stderr)")
        #expect(second.files.keys.allSatisfy { !$0.contains("/recovery/") })
    }

    @Test("whose ID is known gives that token a value")
    func namedByTheAnswer() async throws {
        let result = try await creation(
            .json(made(Self.late)), (.get, "\(Fixture.tokens)/\(Self.late)", .json(made(Self.late))),
            (.post, "\(Fixture.tokens)/\(Self.late)/rotate", .json(Fixture.token(Self.late, name: "a", value: "v")))
        ).run(Self.line)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.files == [:])
    }

    @Test("whose ID is known, but whose token gets no value, names the orphan and is recorded")
    func refusedFollowUp() async throws {
        let result = try await creation(
            .json(made(Self.late)), (.get, "\(Fixture.tokens)/\(Self.late)", .json(made(Self.late))),
            (.post, "\(Fixture.tokens)/\(Self.late)/rotate", Fixture.refusal(403, "no"))
        ).run(Self.line)
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("the token 'a' (\(Self.late)) was created, and nobody has its value"))
        #expect(result.stderr.contains(rotate))
        #expect(result.files.count == 1)
    }

    @Test(
        "is looked for by the server's clock, however wrong the local clock is",
        arguments: [-3600, 3600, -315_360_000, 315_360_000])
    func skewed(seconds: Double) async throws {
        var page = HTTPResponse(status: 200, body: Data(Fixture.page([made(Self.late)]).utf8))
        page.headers["Date"] = "Mon, 05 Jan 2026 10:00:05 GMT"
        var test = creation(LostAnswerTests.lost, (.get, Fixture.tokens, .response(page)))
        test.clock = FixedClock(Self.now.addingTimeInterval(seconds))
        #expect(try await test.run(Self.line).stderr.contains("(\(Self.late)) may be the new one"))
    }
}
