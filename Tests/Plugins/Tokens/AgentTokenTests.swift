import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment agent-token")
struct AgentTokenTests {
    static let tokens = "\(Fixture.deploymentPath)/agent-tokens"
    static let old = "\(tokens)/\(Fixture.id)"
    static let newID = "ctoknew000000000000000001"
    static let new = "\(tokens)/\(newID)"
    static let group = "deployment agent-token"
    static let place = "--deployment \(Fixture.deployment)"
    static let rotate = "\(group) rotate \(Fixture.id) -f \(place)"
    static let overlap = "/home/test/.astro/overlap/\(newID).json"

    /// An agent token in the API's format: like a Deployment's, but without roles.
    static func token(_ id: String = Fixture.id, name: String = "EU agents", value: String? = nil) -> String {
        Fixture.token(id, name: name, roles: nil, value: value)
    }

    /// A test that may write, with these answers.
    static func test(_ exchanges: (HTTPMethod, String, ScriptedTransport.Reply)...) -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        for (method, path, reply) in exchanges { test.expect(method, path, reply) }
        return test
    }

    /// The listing before a rotation, which shows one that is in progress elsewhere.
    static let listed: (HTTPMethod, String, ScriptedTransport.Reply) = (.get, tokens, .json(Fixture.page([token()])))
    static let created = ScriptedTransport.Reply.json(token(newID, value: "v"))
    static let deleted = ScriptedTransport.Reply.json("", status: 204)
    static let used = ScriptedTransport.Reply.json(
        token(newID).replacing("\"createdBy\"", with: #""lastUsedAt": "2026-01-06T10:00:00Z", "createdBy""#))

    @Test("lists the Deployment's agent tokens, with their kind")
    func list() async throws {
        let result = try await Self.test((.get, Self.tokens, .json(Fixture.page([Self.token()])))).run(
            "\(Self.group) list \(Self.place) --fields id,name,scope -o csv")
        #expect(result.stdout == "id,name,scope\r\n\(Fixture.id),EU agents,AGENT\r\n")
        #expect(result.requests[0].target == "\(Self.tokens)?sorts=createdAt%3Aasc&limit=1000&offset=0")
    }

    @Test("selects by age")
    func selects() async throws {
        let result = try await Self.test((.get, Self.tokens, .json(Fixture.page([Self.token()])))).run(
            "\(Self.group) list \(Self.place) --expired")
        #expect(result.stderr.contains("No agent token of the Deployment \(Fixture.deployment) is selected."))
    }

    @Test("creates one with the properties that it can have, and asks for no role")
    func create() async throws {
        let result = try await Self.test((.post, Self.tokens, Self.created)).run(
            "\(Self.group) create -n 'EU agents' -d note -e 90 \(Self.place)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(
            result.requests[0].bodyText
                == #"{"description":"note","name":"EU agents","tokenExpiryPeriodInDays":90}"#)
        #expect(result.audit.contains { $0.contains(#""outcome":"done""#) && $0.contains(Self.newID) })
    }

    @Test(
        "refuses to rotate without --overlap, and to verify, before any request",
        arguments: ["", "--overlap 7d --verify", "--overlap soon", "--overlap"])
    func needsOverlap(options: String) async throws {
        let result = try await Self.test().run("\(Self.rotate) \(options)")
        #expect(result.exitCode == .usage)
        #expect(result.requests.isEmpty)
        #expect(!options.isEmpty || result.stderr.contains("--overlap"))
    }

    @Test("rotates by creating another token with the same name, description and lifetime")
    func rotates() async throws {
        let token = Self.token().replacing("\"createdBy\"", with: "\"expiryPeriodInDays\": 30, \"createdBy\"")
        let result = try await Self.test(
            (.get, Self.old, .json(token)), Self.listed, (.post, Self.tokens, Self.created)
        ).run("\(Self.rotate) --overlap 7d")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        let body = result.requests[2].bodyText
        #expect(body.hasPrefix(#"{"description":"for CI [replaces \#(Fixture.id) until 20"#))
        #expect(body.hasSuffix(#"]","name":"EU agents","tokenExpiryPeriodInDays":30}"#))
        let record = try #require(result.files[Self.overlap])
        #expect(record.contains(#""scope":"agent""#) && record.contains(#""oldID":"\#(Fixture.id)""#))
        #expect(result.stderr.contains("hint: astro \(Self.group) overlap finish\n"))
    }

    @Test("locks out agents only after a confirmation")
    func atOnce() async throws {
        let line = "\(Self.group) rotate \(Fixture.id) \(Self.place) --overlap 0"
        let refused = try await Self.test((.get, Self.old, .json(Self.token()))).run(line)
        #expect(refused.exitCode == .cancelled)
        #expect(refused.stderr.contains("agents that still use it are cut off"))
        let result = try await Self.test(
            (.get, Self.old, .json(Self.token())), Self.listed, (.post, Self.tokens, Self.created),
            (.get, Self.new, .json(Self.token(Self.newID))), (.delete, Self.old, Self.deleted)
        ).run("\(line) --yes")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(!result.requests.contains { $0.headers["Authorization"] == "Bearer v" })
        #expect(result.files[Self.overlap] == nil)
    }

    @Test("names the command that deletes the old token if that failed")
    func undeleted() async throws {
        let result = try await Self.test(
            (.get, Self.old, .json(Self.token())), Self.listed, (.post, Self.tokens, Self.created),
            (.get, Self.new, .json(Self.token(Self.newID))), (.delete, Self.old, Fixture.refusal(403, "no"))
        ).run("\(Self.rotate) --overlap 0")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("still works, too"))
        #expect(result.stderr.contains("hint: astro \(Self.group) delete \(Fixture.id) \(Self.place)\n"))
    }

    /// The files after a rotation, for a second run.
    static func rotated() async throws -> [String: String] {
        try await test((.get, old, .json(token())), listed, (.post, tokens, created)).run("\(rotate) --overlap manual")
            .files
    }

    @Test(
        "finishes an overlap at the agent tokens' addresses",
        arguments: ["\(group) overlap finish \(newID)", "\(group) overlap finish 'EU agents'"])
    func finish(line: String) async throws {
        var test = Self.test((.get, Self.new, Self.used), (.delete, Self.old, Self.deleted))
        test.files = try await Self.rotated()
        let result = try await test.run(line)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[Self.overlap] == nil)
    }

    @Test("keeps the old token until an agent has used the new one")
    func unused() async throws {
        var test = Self.test((.get, Self.new, .json(Self.token(Self.newID))))
        test.files = try await Self.rotated()
        let result = try await test.run("\(Self.group) overlap finish \(Self.newID)")
        #expect(result.stderr.contains("was never used, so the old token \(Fixture.id) is kept"))
        #expect(result.files[Self.overlap] != nil)
        let forced = "\(Self.group) overlap finish \(Self.newID) --force"
        #expect(result.stderr.contains("hint: astro \(forced)\n"))
        var end = Self.test((.get, Self.new, .json(Self.token(Self.newID))), (.delete, Self.old, Self.deleted))
        end.files = result.files
        #expect(try await end.run(forced).files[Self.overlap] == nil)
        let deletion = "\(Self.group) delete \(Fixture.id) \(Self.place)"
        // A person who knows better deletes the old token, which ends the overlap.
        var next = Self.test((.get, Self.old, .json(Self.token())), (.delete, Self.old, Self.deleted))
        next.files = result.files
        let ended = try await next.run("\(deletion) -f")
        #expect(ended.exitCode == .success)
        #expect(ended.files[Self.overlap] == nil)
    }

    @Test("cancels an overlap at the agent tokens' addresses")
    func cancel() async throws {
        var test = Self.test((.get, Self.old, .json(Self.token())), (.delete, Self.new, Self.deleted))
        test.files = try await Self.rotated()
        #expect(try await test.run("\(Self.group) overlap cancel \(Self.newID) -f").exitCode == .success)
    }

    @Test("keeps its overlaps separate from those of the Deployment's other tokens")
    func families() async throws {
        var test = Self.test((.get, Fixture.tokens, .json(Fixture.page([]))))
        test.files = try await Self.rotated()
        let other = try await test.run("deployment token overlap finish \(Self.newID)")
        #expect(other.exitCode == .notFound)
        #expect(other.stderr.contains("no overlap of the token"))
    }

    @Test("continues with the old token if a rotation names both by their name")
    func again() async throws {
        let both = Fixture.page([Self.token(), Self.token(Self.newID)])
        var test = Self.test((.get, Self.tokens, .json(both)), (.get, Self.new, .json(Self.token(Self.newID))))
        test.files = try await Self.rotated()
        let result = try await test.run("\(Self.group) rotate 'EU agents' -f --overlap 7d \(Self.place)")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is already being replaced by \(Self.newID)"))
    }

    @Test("deletes a token once that is confirmed")
    func delete() async throws {
        let line = "\(Self.group) delete \(Fixture.id) \(Self.place)"
        let show = (HTTPMethod.get, Self.old, ScriptedTransport.Reply.json(Self.token()))
        #expect(try await Self.test(show).run(line).exitCode == .cancelled)
        let result = try await Self.test(show, (.delete, Self.old, Self.deleted)).run("\(line) --yes")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("The token 'EU agents' (\(Fixture.id)) was deleted."))
    }
}
