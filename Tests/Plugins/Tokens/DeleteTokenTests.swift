import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token delete")
struct DeleteTokenTests {
    let line = "deployment token delete \(Fixture.id) --deployment-id \(Fixture.deployment)"
    let path = "\(Fixture.tokens)/\(Fixture.id)"

    func answering(_ token: String = Fixture.token()) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, path, .json(token))
        return test
    }

    @Test("deletes a token of the Deployment after a yes")
    func deletes() async throws {
        var test = answering()
        test.input = ["y"]
        test.expect(.delete, path, .json("", status: 204))
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("was deleted"))
    }

    @Test("better: no answer deletes nothing and is exit 5", arguments: [[], ["n"]])
    func refused(input: [String]) async throws {
        var test = answering()
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test(
        "takes only the role in this Deployment from a token of a larger scope",
        arguments: ["WORKSPACE", "ORGANIZATION"])
    func takesRole(scope: String) async throws {
        var test = answering(Fixture.token(scope: scope, roles: [Fixture.member, Fixture.admin]))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("\(line) -f")
        #expect(result.exitCode == .success)
        #expect(
            result.requests[1].bodyText
                == #"{"roles":[{"entityId":"\#(Fixture.workspace)","entityType":"WORKSPACE","role":"WORKSPACE_MEMBER"}]}"#
        )
        #expect(result.stderr.contains("The token itself stays"))
    }

    @Test("better: at a closed stdin a role is not taken", arguments: [[], ["n"]])
    func roleKept(input: [String]) async throws {
        var test = answering(Fixture.token(scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin]))
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test("better: a role that is not there is exit 0, says so, and sends nothing")
    func noRole() async throws {
        let result = try await answering(Fixture.token(scope: "WORKSPACE", roles: [Fixture.member])).run("\(line) -f")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("has no role in the Deployment"))
    }

    @Test("better: a token of another Deployment is not touched")
    func otherDeployment() async throws {
        let role = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "DEPLOYMENT_ADMIN")
        #expect(try await answering(Fixture.token(roles: [role])).run("\(line) -f").exitCode == .notFound)
    }

    @Test("a token that a first try deleted counts as deleted, one that was never there does not")
    func retriedDelete() async throws {
        var test = answering()
        let lost = TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true)
        test.expect(.delete, path, .failure(lost))
        test.expect(.delete, path, .response(HTTPResponse(status: 404)))
        #expect(try await test.run("\(line) -f").exitCode == .success)
        var other = answering()
        other.expect(.delete, path, .response(HTTPResponse(status: 404)))
        #expect(try await other.run("\(line) -f").exitCode == .notFound)
    }
}
