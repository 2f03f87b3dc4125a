import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A value whose answer was lost")
struct LostAnswerTests {
    let path = "\(Fixture.tokens)/\(Fixture.id)"
    let line = "deployment token rotate \(Fixture.id) -f --deployment \(Fixture.deployment)"
    let record = "/home/test/.astro/recovery/\(Fixture.id).json"
    static let lost = ScriptedTransport.Reply.failure(
        TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true))

    /// A token after a rotation.
    var rotated: String { Fixture.token().replacing("abc123", with: "xyz789") }

    /// A rotation with these answers.
    func rotation(_ replies: ScriptedTransport.Reply...) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, path, .json(Fixture.token()))
        for (index, reply) in replies.enumerated() {
            if index.isMultiple(of: 2) {
                test.expect(.post, "\(path)/rotate", reply)
            } else {
                test.expect(.get, path, reply)
            }
        }
        return test
    }

    @Test("is replaced by another rotation if the server did rotate, and the message says so")
    func rotatedAgain() async throws {
        let result = try await rotation(Self.lost, .json(rotated), .json(Fixture.token(value: "v2"))).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "v2\n")
        #expect(result.stderr.contains("its answer was lost; requesting a new value."))
        #expect(result.files == [:])
    }

    @Test("of a request that never arrived is requested again")
    func notRotated() async throws {
        let result = try await rotation(Self.lost, .json(Fixture.token()), .json(Fixture.token(value: "v"))).run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("is unchanged; trying again."))
    }

    @Test(
        "is replaced after a success, whatever the answer contained",
        arguments: ["", "{", "<html>", "[]", Fixture.token(), Fixture.token(value: "")])
    func unreadable(body: String) async throws {
        let result = try await rotation(.json(body), .json(Fixture.token()), .json(Fixture.token(value: "v"))).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "v\n")
    }

    @Test("is given up after three attempts, with the record left for the next run")
    func givenUp() async throws {
        let test = rotation(Self.lost, .json(rotated), Self.lost, .json(rotated), Self.lost, .json(rotated))
        let result = try await test.run(line)
        #expect(result.exitCode == .network)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("is unchanged") || result.stderr.contains("was lost"))
    }

    @Test(
        "of a failed request is not requested again if the token is unchanged", arguments: [500, 502, 503, 504])
    func failedUnchanged(status: Int) async throws {
        let result = try await rotation(Fixture.refusal(status, "oops"), .json(Fixture.token())).run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("is unchanged"))
        #expect(result.files == [:])
    }

    @Test("of a request that failed after the rotation is replaced", arguments: [500, 502, 503, 504])
    func failedChanged(status: Int) async throws {
        let test = rotation(Fixture.refusal(status, "oops"), .json(rotated), .json(Fixture.token(value: "v")))
        #expect(try await test.run(line).stdout == "v\n")
    }

    @Test("is reported as unknown and recorded if its state cannot be found out")
    func unknown() async throws {
        let result = try await rotation(Self.lost, Fixture.refusal(403, "no")).run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("may have stopped working"))
        #expect(result.stderr.contains("hint: astro deployment token rotate \(Fixture.id) --deployment"))
        #expect(result.files[record]?.contains("secret") == false)
    }

    /// The same rotation with the token's own value as the credential.
    func ownRotation(_ replies: ScriptedTransport.Reply...) -> CommandTest {
        var test = rotation(replies[0])
        for (index, reply) in replies.dropFirst().enumerated() {
            if index.isMultiple(of: 2) {
                test.expect(.get, path, reply)
            } else {
                test.expect(.post, "\(path)/rotate", reply)
            }
        }
        let claims = #"{"apiTokenId":"\#(Fixture.id)","permissions":[]}"#
        test.variables["ASTRO_API_TOKEN"] =
            "eyJhbGciOiJub25lIn0.\(Data(claims.utf8).base64EncodedString().replacing("=", with: "")).c2ln"
        return test
    }

    @Test("of the token in use counts as lost if the server rejects the old value")
    func ownRefused() async throws {
        let result = try await ownRotation(Self.lost, Fixture.refusal(401, "no")).run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("no longer works, and the new one was lost"))
        #expect(result.stderr.contains("hint: log in with another credential"), "\(result.stderr)")
        #expect(result.stderr.contains("astro deployment token rotate \(Fixture.id) --deployment"))
        #expect(result.files[record]?.contains("secret") == false)
    }

    @Test("of the token in use is requested again if the token is unchanged")
    func ownUnchanged() async throws {
        let test = ownRotation(Self.lost, .json(Fixture.token()), .json(Fixture.token(value: "v")))
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("is the one in ASTRO_API_TOKEN; set the variable to the new value"))
    }

    @Test("of the token in use is recovered into the variable if it was not delivered")
    func ownUndelivered() async throws {
        var test = ownRotation(.json(Fixture.token(value: "v")))
        test.stdoutFailure = .closed
        let result = try await test.run(line)
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("The old value no longer works"))
        #expect(
            result.stderr.contains(
                #"hint: export ASTRO_API_TOKEN="$(astro deployment token recover \#(Fixture.id))""#), "\(result.stderr)"
        )
    }

    @Test("is reported as lost and recorded if the second attempt is refused", arguments: [401, 403, 404, 429])
    func refusedAfterwards(status: Int) async throws {
        let result = try await rotation(Self.lost, .json(rotated), Fixture.refusal(status, "no")).run(line)
        #expect(result.exitCode != .success)
        #expect(result.stderr.contains("no longer works, and the new one was lost"), "\(result.stderr)")
        #expect(result.files[record]?.contains("secret") == false)
    }

    @Test("of a request that could not be sent leaves the old value working, and the message says so")
    func unsent() async throws {
        let refused = TransportError(.connectionFailed, "nobody there", requestMayHaveArrived: false)
        let result = try await rotation(.failure(refused)).run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("is unchanged; its old value still works"))
        #expect(result.files == [:])
    }

    @Test("is not requested if the server cannot be reached, and nothing is changed")
    func unreachable() async throws {
        var test = Fixture.test()
        for _ in 1...3 {
            test.expect(
                .get, path, .failure(TransportError(.connectionFailed, "nobody there", requestMayHaveArrived: false)))
        }
        let result = try await test.run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("nobody there; nothing was changed"))
    }

    @Test("of a refused request is not looked for", arguments: [400, 401, 403, 404, 409, 429])
    func refused(status: Int) async throws {
        let result = try await rotation(Fixture.refusal(status, "no")).run(line)
        #expect(result.exitCode != .success)
        #expect(result.files == [:])
    }
}
