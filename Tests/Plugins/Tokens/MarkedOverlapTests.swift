import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

/// The marks of overlaps in new tokens' descriptions.
@Suite("A rotation with an overlap that is recorded on the server")
struct MarkedOverlapTests {
    static let new = "ctoknew000000000000000001"
    static let rotate = "deployment token rotate \(Fixture.id) -f --deployment \(Fixture.deployment) --overlap manual"
    static let making = CutOffOverlapTests.making
    static let mark = "[replaces \(Fixture.id) until finished #k3f9a2b1c0]"

    static func marked(_ id: String = new, _ mark: String = mark, isUsed: Bool = false) -> String {
        let token = Fixture.token(id, description: "for CI \(mark)")
        return isUsed ? token.replacing("\"roles\"", with: #""lastUsedAt": "2026-01-05T10:00:00Z", "roles""#) : token
    }

    /// A test in which an earlier run was interrupted after it had recorded the nonce of its mark.
    static func cutOff(_ listed: String...) -> CommandTest {
        var test = Fixture.test()
        test.allowsWriting = true
        test.clock = FixedClock(Date(timeIntervalSince1970: 1_767_607_260))
        test.files[making] = """
            {"name":"overlap-\(Fixture.id)","subject":"the token","step":"making","askedAt":"2026-01-05T10:00:00Z",
            "remedy":"x","nonce":"k3f9a2b1c0"}
            """
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()] + listed)))
        return test
    }

    @Test("finds the token of an interrupted run by its mark, among others that look like it")
    func found() async throws {
        let other = "[replaces \(Fixture.id) until finished #other00000]"
        var test = Self.cutOff(
            Self.marked("ctoknew000000000000000002", other), Fixture.token("ctoknew000000000000000003"), Self.marked())
        test.expect(.post, "\(Fixture.tokens)/\(Self.new)/rotate", .json(Fixture.token(Self.new, value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "v\n")
        #expect(result.files[Self.making] == nil)
    }

    @Test("rotates its token if the only value was lost after its run had used it")
    func verified() async throws {
        var test = Self.cutOff(Self.marked(isUsed: true))
        test.expect(.post, "\(Fixture.tokens)/\(Self.new)/rotate", .json(Fixture.token(Self.new, value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
    }

    @Test("never replaces the value of a token that somebody rotated and uses, and says what to do instead")
    func used() async throws {
        let used = Self.marked(isUsed: true).replacing(
            "\"lastUsedAt\"", with: "\"lastRotatedAt\": \"2026-01-05T10:00:00Z\", \"lastUsedAt\"")
        let result = try await Self.cutOff(used).run(Self.rotate)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("somebody has rotated and used it since; nothing was changed"))
        #expect(result.stderr.contains("overlap cancel \(Self.new)"))
        let record = try #require(result.files[Self.making])
        #expect(record.contains("k3f9a2b1c0"))
        var next = Fixture.test()
        next.allowsWriting = true
        next.files = result.files
        next.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), used])))
        next.expect(.get, "/v1/users/self", .json(#"{"id": "u1", "username": "a"}"#))
        next.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        next.expect(.delete, "\(Fixture.tokens)/\(Self.new)", .json("", status: 204))
        let cancelled = try await next.run("deployment token overlap cancel \(Self.new) --yes")
        #expect(cancelled.exitCode == .success, "\(cancelled.stderr)")
        #expect(cancelled.files[Self.making] == nil)
    }

    @Test("requests a token again with the same mark if the first one was certainly not created")
    func again() async throws {
        let other = "[replaces \(Fixture.id) until finished #other00000]"
        var test = Self.cutOff(Self.marked("ctoknew000000000000000002", other))
        let listed = Fixture.page([Fixture.token(), Self.marked("ctoknew000000000000000002", other)])
        test.expect(.get, Fixture.tokens, .json(listed))
        let answer = Self.marked().replacing("\"roles\"", with: "\"token\": \"v\", \"roles\"")
        test.expect(.post, Fixture.tokens, .json(answer))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.last?.bodyText.contains("for CI \(Self.mark)") == true)
        let record = try #require(result.files["/home/test/.astro/overlap/\(Self.new).json"])
        #expect(record.contains(#""nonce":"k3f9a2b1c0""#))
    }

    @Test("creates the token without a mark if the server refuses the description, and says so")
    func refused() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, Fixture.refusal(400, "description is too long"))
        test.expect(.post, Fixture.tokens, .json(Fixture.token(Self.new, value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.last?.bodyText.contains(#""description":"for CI""#) == true)
        #expect(result.stderr.contains("finish the overlap on this machine"))
        #expect(result.files["/home/test/.astro/overlap/\(Self.new).json"]?.contains("nonce") == false)
    }

    @Test("says so if the server drops the mark")
    func dropped() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token(Self.new, value: "v")))
        let result = try await test.run(Self.rotate)
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("finish the overlap on this machine"))
    }

    @Test("omits the mark that the old token has itself")
    func uncopied() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        let old = Fixture.token(description: "for CI [replaces cbefore until finished]")
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(old))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([old])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token(Self.new, value: "v")))
        let marked = try await test.run(Self.rotate)
        #expect(marked.requests.last?.bodyText.contains("for CI [replaces \(Fixture.id) until") == true)
        test.exchanges.remove(at: 1)
        let local = try await test.run("\(Self.rotate) --overlap-state local")
        #expect(local.requests.last?.bodyText.contains(#""description":"for CI""#) == true)
        #expect(try await Fixture.test().run("deployment token rotate x --overlap-state local").exitCode == .usage)
    }

    @Test("starts despite another credential's claim, with a warning, but not despite its own")
    func claimed() async throws {
        for isOwn in [false, true] {
            var test = Fixture.test()
            test.allowsWriting = true
            test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
            test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Self.marked()])))
            test.expect(.get, "/v1/users/self", .json(#"{"id": "\#(isOwn ? "u1" : "u2")", "username": "a"}"#))
            if !isOwn { test.expect(.post, Fixture.tokens, .json(Fixture.token(Self.new, value: "v"))) }
            let result = try await test.run(Self.rotate)
            #expect(result.exitCode == (isOwn ? .usage : .success), "\(result.stderr)")
            #expect(
                result.stderr.contains(isOwn ? "is already being replaced by \(Self.new)" : "created by Ada, is said"))
        }
    }

    @Test(
        "that somebody else ended is not finished, and the message says which token is gone", arguments: [true, false])
    func ended(isNewGone: Bool) async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.files["/home/test/.astro/overlap/\(Self.new).json"] = """
            {"context":"astronomer.io","organizationID":"\(Fixture.organization)","scope":"deployment",
            "placeID":"\(Fixture.deployment)","name":"CI deploy","oldID":"\(Fixture.id)","newID":"\(Self.new)",
            "begin":"2026-01-01T00:00:00Z","nonce":"k3f9a2b1c0"}
            """
        let (gone, kept) = isNewGone ? (Self.new, Fixture.id) : (Fixture.id, Self.new)
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(kept)])))
        test.expect(.get, "\(Fixture.tokens)/\(gone)", Fixture.refusal(404, "gone"))
        let answer = isNewGone ? Fixture.refusal(404, "gone") : .json(Fixture.token(Self.new))
        test.expect(.get, "\(Fixture.tokens)/\(Self.new)", answer)
        let result = try await test.run("deployment token overlap finish \(Self.new)")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("token \(gone) no longer exists; the"), "\(result.stderr)")
        #expect(result.stderr.contains("token \(kept) is kept; nothing was changed"), "\(result.stderr)")
        #expect(result.files == [:])
    }

    @Test("update keeps the mark, and shows the description without it")
    func update() async throws {
        var test = Fixture.test()
        test.expect(
            .get, "\(Fixture.tokens)/\(Fixture.id)", .json(Self.marked(Fixture.id, "[replaces cold until finished]")))
        test.expect(.post, "\(Fixture.tokens)/\(Fixture.id)", .json("{}"))
        let line = "deployment token update \(Fixture.id) -d note --deployment \(Fixture.deployment)"
        let result = try await test.run("\(line) --json --fields description,replaces")
        #expect(result.requests.last?.bodyText.contains("note [replaces cold until finished]") == true)
        #expect(result.stdout.contains(#""description": "note""#), "\(result.stdout)")
        #expect(result.stdout.contains(#""replaces": "cold""#))
    }
}
