import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token update")
struct UpdateTokenTests {
    let line = "deployment token update \(Fixture.id) --deployment-id \(Fixture.deployment)"
    let path = "\(Fixture.tokens)/\(Fixture.id)"

    func answering(_ token: String = Fixture.token()) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, path, .json(token))
        return test
    }

    @Test("better: without --role no roles call is made")
    func nameOnly() async throws {
        var test = answering()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        let result = try await test.run("\(line) -n new")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("was updated"))
        #expect(result.requests[1].bodyText == #"{"name":"new"}"#)
    }

    @Test("better: --description '' clears it, and the name goes along unchanged")
    func clearedDescription() async throws {
        var test = answering()
        test.expect(.post, path, .json(Fixture.token(description: "")))
        let result = try await test.run("\(line) --description ''")
        #expect(result.requests[1].bodyText == #"{"description":"","name":"CI deploy"}"#)
    }

    @Test("better: with nothing asked it is a usage error before any request")
    func nothingAsked() async throws {
        let result = try await Fixture.test().run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("none of --new-name, --description and --role was given"))
    }

    @Test("a new role alone changes no name, and every other role is sent back unchanged")
    func roleOnly() async throws {
        let dag = Fixture.role("dag1", "DAG", "DAG_VIEWER", in: Fixture.deployment)
        let elsewhere = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "x")
        var test = answering(Fixture.token(roles: [dag, Fixture.admin, elsewhere]))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("\(line) -r custom")
        #expect(result.exitCode == .success)
        #expect(
            result.requests[1].bodyText
                == #"{"roles":[{"deploymentId":"\#(Fixture.deployment)","entityId":"dag1","entityType":"DAG","role":"DAG_VIEWER"},"#
                + #"{"entityId":"\#(Fixture.otherDeployment)","entityType":"DEPLOYMENT","role":"x"},"#
                + #"{"entityId":"\#(Fixture.deployment)","entityType":"DEPLOYMENT","role":"custom"}]}"#)
    }

    @Test("better: a role that is already there is exit 0, says so, and sends nothing")
    func sameRole() async throws {
        let result = try await answering().run("\(line) -r DEPLOYMENT_ADMIN")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("has the role DEPLOYMENT_ADMIN already; nothing was changed"))
    }

    @Test("better: when the second of two steps fails, the error says what was changed and what was not")
    func halfDone() async throws {
        var test = answering()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        test.expect(.post, "\(path)/roles", Fixture.refusal(403, "no"))
        let result = try await test.run("\(line) -n new -d note -r custom")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the name and description was changed before, the role was not"))
    }

    @Test("when the first step fails, the second is not tried")
    func firstStepFails() async throws {
        var test = answering()
        test.expect(.post, path, Fixture.refusal(400, "no"))
        #expect(try await test.run("\(line) -n new -r custom").exitCode == .failure)
    }

    @Test("roles that the server does not tell are not replaced")
    func unknownRoles() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(roles: nil)])))
        let result = try await test.run(
            "deployment token update -t 'CI deploy' --deployment-id \(Fixture.deployment) -r custom")
        #expect(result.exitCode != .success)
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("a token of another scope is refused with the command for it")
    func otherScope() async throws {
        let result = try await answering(Fixture.token(scope: "ORGANIZATION")).run("\(line) -n x")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("hint: astro organization token update \(Fixture.id)"))
    }

    @Test("gives machine formats the token as it is now")
    func json() async throws {
        var test = answering()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        let result = try await test.run("\(line) -n new --json --fields name")
        #expect(result.stdout == "{\n  \"name\": \"new\"\n}\n")
    }
}
