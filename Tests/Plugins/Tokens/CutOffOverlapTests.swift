import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

/// The files of a process that ended after it created the new token and before it saved the value.
@Suite("An interrupted rotation with an overlap")
struct CutOffOverlapTests {
    static let made = "ctoknew000000000000000001"
    static let making = "/home/test/.astro/recovery/overlap-\(Fixture.id).json"
    static let overlap = "/home/test/.astro/overlap/\(Self.made).json"
    static let rotate = "deployment token rotate -t 'CI deploy' -f --overlap 1h --deployment \(Fixture.deployment)"

    /// - Parameter isKnown: Whether it had recorded which token replaces the old one.
    static func test(isKnown: Bool) async throws -> CommandTest {
        var first = Fixture.test()
        first.allowsWriting = true
        for _ in 1...2 { first.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()]))) }
        first.expect(.post, Fixture.tokens, .json(Fixture.token(Self.made, value: "lost")))
        let left = try await first.run("\(rotate) --to-stdout")
        var test = Fixture.test()
        test.allowsWriting = true
        test.clock = FixedClock(Date(timeIntervalSince1970: 1_767_607_260))
        test.files[making] = """
            {"name":"overlap-\(Fixture.id)","subject":"the token","step":"making","askedAt":"2026-01-05T10:00:00Z",
            "remedy":"x"}
            """
        if isKnown { test.files[overlap] = left.files[overlap] }
        return test
    }

    static let both = Fixture.page([
        Fixture.token().replacing("2026-01-05T10", with: "2025-01-05T10"), Fixture.token(Self.made),
    ])

    @Test("continues by the name that both tokens have, and gives the new one another value")
    func again() async throws {
        var test = try await Self.test(isKnown: true)
        test.expect(.get, Fixture.tokens, .json(Self.both))
        test.expect(.get, "\(Fixture.tokens)/\(Self.made)", .json(Fixture.token(Self.made)))
        test.expect(.post, "\(Fixture.tokens)/\(Self.made)/rotate", .json(Fixture.token(Self.made, value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("An earlier run created 'CI deploy' (\(Self.made))"))
        #expect(result.files[Self.overlap]?.contains(#""oldID":"\#(Fixture.id)""#) == true)
        #expect(result.files[Self.making] == nil)
    }

    @Test("logs the outcome that the first run did not log")
    func outcome() async throws {
        var test = try await Self.test(isKnown: true)
        let log = "/home/test/.astro/audit.jsonl"
        test.files[log] = """
            {"action":"create","actor":"a","change":"x1","context":"c","name":"CI deploy","outcome":"begun","subject":"",\
            "time":"2026-01-05T10:00:00Z"}

            """
        test.files[Self.making] = """
            {"name":"overlap-\(Fixture.id)","id":"\(Self.made)","subject":"the token","step":"making","secret":"kept",
            "askedAt":"2026-01-05T10:00:00Z","remedy":"x","change":"x1"}
            """
        test.expect(.get, Fixture.tokens, .json(Self.both))
        for _ in 1...2 { test.expect(.get, "\(Fixture.tokens)/\(Self.made)", .json(Fixture.token(Self.made))) }
        let result = try await test.run(Self.rotate)
        #expect(result.stdout == "kept\n", "\(result.stderr)")
        #expect(result.audit.count == 2)
        let outcome = try #require(result.audit.last)
        for part in [#""change":"x1""#, #""outcome":"done""#, #""subject":"\#(Self.made)""#, #""valueAfter":"abc123""#]
        {
            #expect(outcome.contains(part), "\(outcome)")
        }
    }

    @Test("adopts no token that only looks like the new one, and starts over once that is deleted")
    func noGuess() async throws {
        var test = try await Self.test(isKnown: false)
        test.expect(.get, Fixture.tokens, .json(Self.both))
        test.expect(.get, Fixture.tokens, .json(Self.both))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .undelivered)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("(\(Self.made)) may be the new one, and nobody has its value"))
        #expect(result.stderr.contains("the token 'CI deploy' (\(Fixture.id)) keeps working"))
        let delete = "deployment token delete \(Self.made) --deployment \(Fixture.deployment)"
        #expect(result.stderr.contains("hint: astro \(delete)\n"))
        var next = Fixture.test()
        next.allowsWriting = true
        next.files = result.files
        let found = Fixture.token(Self.made)
        next.expect(.get, "\(Fixture.tokens)/\(Self.made)", .json(found))
        next.expect(.delete, "\(Fixture.tokens)/\(Self.made)", .json("", status: 204))
        let deleted = try await next.run("\(delete) -f")
        #expect(deleted.exitCode == .success, "\(deleted.stderr)")
        #expect(deleted.files[Self.making] == nil)
    }

    @Test("grants the roles that the first run did not grant")
    func roles() async throws {
        var test = try await Self.test(isKnown: true)
        let old = Fixture.token(roles: [OverlapTests.dag, Fixture.admin])
        test.expect(.get, Fixture.tokens, .json(Fixture.page([old, Fixture.token(Self.made)])))
        test.expect(.get, "\(Fixture.tokens)/\(Self.made)", .json(Fixture.token(Self.made)))
        test.expect(.post, "\(Fixture.tokens)/\(Self.made)/rotate", .json(Fixture.token(Self.made, value: "v")))
        test.expect(.post, "\(Fixture.tokens)/\(Self.made)/roles", .json("{}"))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.last?.bodyText.contains("DAG_VIEWER") == true)
    }

    @Test("keeps the old token, the only one that works")
    func finish() async throws {
        let test = try await Self.test(isKnown: true)
        let result = try await test.run("deployment token overlap finish \(Self.made) --yes")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("is undelivered; the old token \(Fixture.id) is kept"))
        #expect(result.files == test.files)
    }

    @Test("is forgotten if the new token is deleted")
    func cancel() async throws {
        var test = try await Self.test(isKnown: true)
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.delete, "\(Fixture.tokens)/\(Self.made)", .json("", status: 204))
        let result = try await test.run("deployment token overlap cancel \(Self.made) --yes")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[Self.making] == nil)
        #expect(result.files[Self.overlap] == nil)
    }

    @Test("is named as the reason if a second one by name is refused")
    func twice() async throws {
        var test = try await Self.test(isKnown: true)
        test.files[Self.making] = nil
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Fixture.token(Self.made)])))
        test.expect(.get, "\(Fixture.tokens)/\(Self.made)", .json(Fixture.token(Self.made)))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is already being replaced by \(Self.made)"))
    }
}
