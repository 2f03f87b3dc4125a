import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

/// An agent token has only one value: other tokens would get a new one, but for an agent token the loss is reported.
@Suite("The lost value of an agent token")
struct LostAgentTokenTests {
    typealias Agents = AgentTokenTests

    static let create = "\(Agents.group) create -n 'EU agents' \(Agents.place)"
    static let deletion = "hint: astro \(Agents.group) delete \(Agents.newID) \(Agents.place)\n"
    static let now = Date(timeIntervalSince1970: 1_767_607_200)

    /// A test at the time when the tokens were created.
    static func test(_ exchanges: (HTTPMethod, String, ScriptedTransport.Reply)...) -> CommandTest {
        var test = Agents.test()
        test.clock = FixedClock(now)
        for (method, path, reply) in exchanges { test.expect(method, path, reply) }
        return test
    }

    static func listing(_ tokens: String...) -> (HTTPMethod, String, ScriptedTransport.Reply) {
        (.get, Agents.tokens, .json(Fixture.page(tokens)))
    }

    @Test("is reported with the command that deletes the token if the answer to its creation was lost")
    func found() async throws {
        let result = try await Self.test(
            (.post, Agents.tokens, LostAnswerTests.lost), Self.listing(Agents.token(Agents.newID))
        ).run(Self.create)
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("may be the new one, and nobody has its value"))
        #expect(result.stderr.contains(Self.deletion))
    }

    @Test("is reported with the command that creates the token again, without a role, if none was created")
    func notFound() async throws {
        let result = try await Self.test((.post, Agents.tokens, LostAnswerTests.lost), Self.listing()).run(Self.create)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("hint: astro \(Agents.group) create --name 'EU agents' \(Agents.place)\n"))
    }

    @Test("is never replaced by a rotation, which the API does not have")
    func withoutValue() async throws {
        let answer = ScriptedTransport.Reply.json(Agents.token(Agents.newID))
        let result = try await Self.test(
            (.post, Agents.tokens, answer), (.get, Agents.new, answer)
        ).run(Self.create)
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("was created, and nobody has its value"))
        #expect(result.stderr.contains(Self.deletion))
    }

    @Test("of a replacement is harmless: the old token keeps working, and deleting the new one settles it")
    func rotation() async throws {
        let first = try await Self.test(
            (.get, Agents.old, .json(Agents.token().replacing("2026-01-05T10", with: "2025-01-05T10"))),
            Agents.listed, (.post, Agents.tokens, LostAnswerTests.lost), Self.listing(Agents.token(Agents.newID)),
            Self.listing(Agents.token(Agents.newID))
        ).run("\(Agents.rotate) --overlap 7d")
        #expect(first.exitCode == .undelivered)
        #expect(first.stderr.contains("the token 'EU agents' (\(Fixture.id)) keeps working"))
        #expect(first.stderr.contains(Self.deletion))
        var second = Self.test(
            (.get, Agents.new, .json(Agents.token(Agents.newID))), (.delete, Agents.new, Agents.deleted))
        second.files = first.files
        let settled = try await second.run("\(Agents.group) delete \(Agents.newID) -f \(Agents.place)")
        #expect(settled.exitCode == .success)
        #expect(!settled.files.keys.contains { $0.contains("/recovery/") })
    }

    @Test("is saved if it was lost on the way to its destination, and a second rotation delivers it")
    func kept() async throws {
        var first = Self.test(
            (.get, Agents.old, .json(Agents.token())), Agents.listed, (.post, Agents.tokens, Agents.created))
        first.stdoutFailure = .closed
        let left = try await first.run("\(Agents.rotate) --overlap 7d")
        #expect(left.exitCode == .undelivered)
        var second = Self.test(
            (.get, Agents.old, .json(Agents.token())), (.get, Agents.new, .json(Agents.token(Agents.newID))))
        second.files = left.files
        let delivered = try await second.run("\(Agents.rotate) --overlap 7d")
        #expect(delivered.exitCode == .success, "\(delivered.stderr)")
        #expect(delivered.stdout == "v\n")
        var third = Self.test()
        third.files = left.files
        let recovered = try await third.run("\(Agents.group) recover")
        #expect(recovered.stdout == "v\n")
    }

    @Test("is reported with the command that cancels if the run crashed after recording the new token")
    func cutOff() async throws {
        var test = Self.test(
            (.get, Agents.old, .json(Agents.token())), (.get, Agents.new, .json(Agents.token(Agents.newID))))
        test.files = try await Agents.rotated()
        test.files["/home/test/.astro/recovery/overlap-\(Fixture.id).json"] = """
            {"name":"overlap-\(Fixture.id)","subject":"the token","step":"making","askedAt":"2026-01-05T10:00:00Z",
            "remedy":"x"}
            """
        let result = try await test.run("\(Agents.rotate) --overlap manual")
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("nobody has the value of the token \(Agents.newID)"))
        #expect(result.stderr.contains("hint: astro \(Agents.group) overlap cancel \(Agents.newID)\n"))
    }
}
