import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token delete")
struct DeleteTokenTests {
    let line = "deployment token delete \(Fixture.id) --deployment \(Fixture.deployment)"
    let path = "\(Fixture.tokens)/\(Fixture.id)"

    @Test("deletes a token of the Deployment after a yes")
    func deletes() async throws {
        var test = Fixture.showing()
        test.input = ["y"]
        test.expect(.delete, path, .json("", status: 204))
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("was deleted"))
    }

    @Test("deletes nothing without an answer, with exit 5", arguments: [[], ["n"]])
    func refused(input: [String]) async throws {
        var test = Fixture.showing()
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test(
        "removes only the role in this Deployment from a token with a larger scope",
        arguments: ["WORKSPACE", "ORGANIZATION"])
    func takesRole(scope: String) async throws {
        var test = Fixture.showing(Fixture.token(scope: scope, roles: [Fixture.member, Fixture.admin]))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("\(line) -f")
        #expect(result.exitCode == .success)
        #expect(
            result.requests[1].bodyText
                == #"{"roles":[{"entityId":"\#(Fixture.workspace)","entityType":"WORKSPACE","role":"WORKSPACE_MEMBER"}]}"#
        )
        #expect(result.stderr.contains("The token itself is kept"))
    }

    @Test("removes no role if stdin is closed", arguments: [[], ["n"]])
    func roleKept(input: [String]) async throws {
        var test = Fixture.showing(Fixture.token(scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin]))
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test("exits with 0 for a missing role, says so, and sends nothing")
    func noRole() async throws {
        let result = try await Fixture.showing(Fixture.token(scope: "WORKSPACE", roles: [Fixture.member])).run(
            "\(line) -f")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("has no role in the Deployment"))
    }

    @Test("refuses a token of another Deployment")
    func otherDeployment() async throws {
        let role = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "DEPLOYMENT_ADMIN")
        #expect(try await Fixture.showing(Fixture.token(roles: [role])).run("\(line) -f").exitCode == .notFound)
    }

    @Test("succeeds for a token that a first attempt deleted, but not for an unknown one")
    func retriedDelete() async throws {
        var test = Fixture.showing()
        let lost = TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true)
        test.expect(.delete, path, .failure(lost))
        test.expect(.delete, path, .response(HTTPResponse(status: 404)))
        #expect(try await test.run("\(line) -f").exitCode == .success)
        var other = Fixture.showing()
        other.expect(.delete, path, .response(HTTPResponse(status: 404)))
        #expect(try await other.run("\(line) -f").exitCode == .notFound)
    }
}
