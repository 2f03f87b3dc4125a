import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("astro deployment token recover")
struct RecoverValueTests {
    static let path = "\(Fixture.tokens)/\(Fixture.id)"
    static let record = "/home/test/.astro/recovery/\(Fixture.id).json"
    let line = "deployment token recover"

    /// A test of a machine that keeps the value `v`, whose short token is `mine`.
    static func test(value: String = "v") async throws -> CommandTest {
        var first = Fixture.showing()
        first.stdoutFailure = .closed
        let rotated = Fixture.token(value: value).replacing("abc123", with: "mine")
        first.expect(.post, "\(path)/rotate", .json(rotated))
        let left = try await first.run("deployment token rotate \(Fixture.id) --deployment \(Fixture.deployment) -f")
        #expect(left.exitCode == .undelivered)
        var test = Fixture.test()
        test.files = left.files
        return test
    }

    /// The token as the server has it, with a short token.
    static func live(_ shortToken: String) -> ScriptedTransport.Reply {
        .json(Fixture.token().replacing("abc123", with: shortToken))
    }

    @Test(
        "asks the server with the value itself, and delivers one that it accepts",
        arguments: [live("mine"), Fixture.refusal(403, "no"), Fixture.refusal(404, "no")])
    func accepted(reply: ScriptedTransport.Reply) async throws {
        var test = try await Self.test()
        test.expect(.get, Self.path, reply)
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(result.requests.map { $0.headers["Authorization"] } == ["Bearer v"])
        #expect(result.files[Self.record] == nil)
    }

    @Test("does not deliver a value where the token was rotated since, and forgets it")
    func superseded() async throws {
        var test = try await Self.test()
        test.allowsWriting = true
        test.expect(.get, Self.path, Fixture.refusal(401, "revoked"))
        test.expect(.get, Self.path, Self.live("theirs"))
        let result = try await test.run("\(line) \(Fixture.id) --to-file value")
        #expect(result.exitCode == .failure)
        #expect(
            result.stderr.contains(
                "the saved value of the token 'CI deploy' (\(Fixture.id)) no longer works: the token was rotated since; "
                    + "nothing was delivered"), "\(result.stderr)")
        #expect(result.files == [:])
    }

    static let again = "token rotate \(Fixture.id) --deployment \(Fixture.deployment)"

    @Test(
        "keeps a value that the server does not accept and may know nothing of, and delivers it nowhere",
        arguments: [
            (live(""), again), (Fixture.refusal(401, "expired"), again),
            (Fixture.refusal(404, "gone"), "token recover \(Fixture.id) --discard"),
        ])
    func refused(reply: ScriptedTransport.Reply, hint: String) async throws {
        var test = try await Self.test()
        test.expect(.get, Self.path, Fixture.refusal(401, "revoked"))
        test.expect(.get, Self.path, reply)
        let result = try await test.run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(
            result.stderr.contains(
                "no longer accepts the saved value of the token 'CI deploy' (\(Fixture.id)) (revoked); nothing was "
                    + "delivered. It is still saved in \(Self.record)"), "\(result.stderr)")
        #expect(result.stderr.contains("hint: astro deployment \(hint)\n"), "\(result.stderr)")
        #expect(result.files[Self.record]?.contains(#""secret":"v""#) == true)
    }

    @Test("delivers the latest value with a warning where the server does not accept it")
    func latest() async throws {
        var test = try await Self.test()
        test.expect(.get, Self.path, Fixture.refusal(401, "not yet"))
        test.expect(.get, Self.path, Self.live("mine"))
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("is the latest one, but the server does not accept it: not yet"))
    }

    @Test("delivers a value with a warning where the server cannot be reached")
    func unreachable() async throws {
        var test = try await Self.test()
        for _ in 1...3 {
            test.expect(
                .get, Self.path,
                .failure(TransportError(.connectionFailed, "nobody there", requestMayHaveArrived: false)))
        }
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(
            result.stderr.contains(
                "it could not be checked whether the value of the token 'CI deploy' (\(Fixture.id)) still works: nobody there"
            ), "\(result.stderr)")
    }

    @Test("asks the server that the value is from, whatever context is in use, and never with another credential")
    func otherContext() async throws {
        let claims = #"{"permissions":["organizationId:\#(Fixture.organization)"]}"#
        let value = "eyJhbGciOiJSUzI1NiJ9.\(Base64URL.encode(Data(claims.utf8))).c2ln"
        var test = try await Self.test(value: value)
        test.variables["ASTRO_DOMAIN"] = "astronomer-stage.io"
        test.expect(.get, Self.path, Fixture.refusal(401, "revoked"))
        let result = try await test.run(line)
        #expect(result.exitCode == .failure)
        #expect(result.requests.map(\.url.absoluteString) == ["https://api.astronomer.io\(Self.path)"])
        #expect(result.requests.map { $0.headers["Authorization"] } == ["Bearer \(value)"])
        #expect(result.files[Self.record] != nil)
    }

    @Test("sends nothing for a list, or for a record that does not say which server its value is from")
    func unasked() async throws {
        var test = try await Self.test()
        #expect(try await test.run("\(line) --list").stdout.contains(Fixture.id))
        test.files[Self.record] = test.files[Self.record]?.replacing(#""origin":"astronomer.io""#, with: #""x":1"#)
        #expect(try await test.run(line).stdout == "v\n")
    }

    @Test("--discard asks, and deletes the value of a token that nobody can ask about")
    func discarded() async throws {
        var test = try await Self.test()
        test.expect(.get, Self.path, Self.live("mine"))
        let refused = try await test.run("\(line) --discard")
        #expect(refused.exitCode == .cancelled && refused.files[Self.record] != nil)
        #expect(refused.stderr.contains("(\(Fixture.id)) may be the only copy"))
        test.allowsWriting = true
        let result = try await test.run("\(line) --discard --yes")
        #expect(result.exitCode == .success && result.stdout == "", "\(result.stderr)")
        #expect(result.files == [:])
        #expect(result.stderr.contains("was deleted, and nothing was delivered"))
        #expect(result.stderr.contains("hint: astro deployment \(Self.again)\n"), "\(result.stderr)")
    }

    @Test(
        "--discard takes no destination and no list, and --yes is for it alone",
        arguments: ["--discard --to-file x", "--discard --list", "--yes", "--discard --copy"])
    func contradictions(words: String) async throws {
        let test = try await Self.test()
        let result = try await test.run("\(line) \(words)")
        #expect(result.exitCode == .usage && result.files[Self.record] != nil, "\(result.stderr)")
    }

    @Test("--discard forgets an interrupted request only by its ID, and says that its outcome is unknown")
    func interrupted() async throws {
        var test = try await Self.test()
        test.files[Self.record] = test.files[Self.record]?.replacing(#""secret":"v","#, with: "")
        #expect(try await test.run("\(line) --discard --yes").exitCode == .notFound)
        test.allowsWriting = true
        let result = try await test.run("\(line) \(Fixture.id) --discard --yes")
        #expect(result.exitCode == .success && result.files == [:], "\(result.stderr)")
        #expect(result.stderr.contains("Whether it was done is still unknown."))
    }

    @Test("--discard keeps the value of a token that the server says replaces another, until one of them is gone")
    func marked() async throws {
        var test = try await Self.test()
        let marked = Fixture.token().replacing("for CI", with: "for CI [replaces ctokold until finished]")
        for _ in 1...2 { test.expect(.get, Self.path, .json(marked)) }
        let old = "\(Fixture.tokens)/ctokold"
        var ended = test
        test.expect(.get, old, .json(Fixture.token("ctokold")))
        test.expect(.get, Self.path, .json(marked))
        let kept = try await test.run("\(line) --discard --yes")
        #expect(kept.exitCode == .failure && kept.files == test.files, "\(kept.stderr)")
        #expect(kept.stderr.contains("replaces ctokold, which could then be deleted"), "\(kept.stderr)")
        ended.allowsWriting = true
        ended.expect(.get, old, Fixture.refusal(404, "gone"))
        let result = try await ended.run("\(line) --discard --yes")
        #expect(result.exitCode == .success && result.files == [:], "\(result.stderr)")
    }
}
