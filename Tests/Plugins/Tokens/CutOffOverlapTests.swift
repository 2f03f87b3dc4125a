import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

/// What a process left that was ended between the making of the new token and the keeping of its value.
@Suite("A rotation with an overlap that was cut off")
struct CutOffOverlapTests {
    static let making = "/home/test/.astro/recovery/overlap-\(Fixture.id).json"
    static let overlap = "/home/test/.astro/overlap/ctoknew.json"
    static let rotate = "deployment token rotate -t 'CI deploy' -f --overlap 1h --deployment-id \(Fixture.deployment)"

    /// - Parameter isKnown: Whether it had put down which token takes the old one's place.
    static func test(isKnown: Bool) async throws -> CommandTest {
        var first = Fixture.test()
        first.allowsWriting = true
        first.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        first.expect(.post, Fixture.tokens, .json(Fixture.token("ctoknew", value: "lost")))
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

    @Test("goes on by the name that both tokens have, and gives the new one another value", arguments: [true, false])
    func again(isKnown: Bool) async throws {
        var test = try await Self.test(isKnown: isKnown)
        let both = Fixture.page([
            Fixture.token().replacing("2026-01-05T10", with: "2025-01-05T10"), Fixture.token("ctoknew"),
        ])
        test.expect(.get, Fixture.tokens, .json(both))
        if isKnown {
            test.expect(.get, "\(Fixture.tokens)/ctoknew", .json(Fixture.token("ctoknew")))
        } else {
            test.expect(.get, Fixture.tokens, .json(both))
        }
        test.expect(.post, "\(Fixture.tokens)/ctoknew/rotate", .json(Fixture.token("ctoknew", value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("An earlier run made the token 'CI deploy' (ctoknew)"))
        #expect(result.files[Self.overlap]?.contains(#""oldID":"\#(Fixture.id)""#) == true)
        #expect(result.files[Self.making] == nil)
    }

    @Test("gives the new token the roles that the first run did not come to give")
    func roles() async throws {
        var test = try await Self.test(isKnown: true)
        let old = Fixture.token(roles: [OverlapTests.dag, Fixture.admin])
        test.expect(.get, Fixture.tokens, .json(Fixture.page([old, Fixture.token("ctoknew")])))
        test.expect(.get, "\(Fixture.tokens)/ctoknew", .json(Fixture.token("ctoknew")))
        test.expect(.post, "\(Fixture.tokens)/ctoknew/rotate", .json(Fixture.token("ctoknew", value: "v")))
        test.expect(.post, "\(Fixture.tokens)/ctoknew/roles", .json("{}"))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.last?.bodyText.contains("DAG_VIEWER") == true)
    }

    @Test("keeps the old token, which is all that works")
    func finish() async throws {
        let test = try await Self.test(isKnown: true)
        let result = try await test.run("deployment token overlap finish ctoknew")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("is undelivered; the old token \(Fixture.id) stays"))
        #expect(result.files == test.files)
    }

    @Test("is forgotten when the new token is deleted")
    func cancel() async throws {
        var test = try await Self.test(isKnown: true)
        test.expect(.delete, "\(Fixture.tokens)/ctoknew", .json("", status: 204))
        let result = try await test.run("deployment token overlap cancel ctoknew --force")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[Self.making] == nil)
        #expect(result.files[Self.overlap] == nil)
    }

    @Test("better: a second one by name is told of the first, not of two tokens of one name")
    func twice() async throws {
        var test = try await Self.test(isKnown: true)
        test.files[Self.making] = nil
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Fixture.token("ctoknew")])))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is being replaced by ctoknew already"))
    }
}
