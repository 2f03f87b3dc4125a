import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token update")
struct UpdateTokenTests {
    let line = "deployment token update \(Fixture.id) --deployment \(Fixture.deployment)"
    let path = "\(Fixture.tokens)/\(Fixture.id)"

    @Test("makes no roles call without --role")
    func nameOnly() async throws {
        var test = Fixture.showing()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        let result = try await test.run("\(line) -n new")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("was updated"))
        #expect(result.requests[1].bodyText == #"{"name":"new"}"#)
    }

    @Test("clears the description with --description '', and keeps the name")
    func clearedDescription() async throws {
        var test = Fixture.showing()
        test.expect(.post, path, .json(Fixture.token(description: "")))
        let result = try await test.run("\(line) --description ''")
        #expect(result.requests[1].bodyText == #"{"description":"","name":"CI deploy"}"#)
    }

    @Test("is a usage error without any change, before any request")
    func nothingAsked() async throws {
        let result = try await Fixture.test().run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("pass at least one of --new-name, --description and --role"))
    }

    @Test("changes only the role with --role, and sends back every other role unchanged")
    func roleOnly() async throws {
        let dag = Fixture.role("dag1", "DAG", "DAG_VIEWER", in: Fixture.deployment)
        let elsewhere = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "x")
        var test = Fixture.showing(Fixture.token(roles: [dag, Fixture.admin, elsewhere]))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("\(line) -r custom")
        #expect(result.exitCode == .success)
        #expect(
            result.requests[1].bodyText
                == #"{"roles":[{"deploymentId":"\#(Fixture.deployment)","entityId":"dag1","entityType":"DAG","role":"DAG_VIEWER"},"#
                + #"{"entityId":"\#(Fixture.otherDeployment)","entityType":"DEPLOYMENT","role":"x"},"#
                + #"{"entityId":"\#(Fixture.deployment)","entityType":"DEPLOYMENT","role":"custom"}]}"#)
    }

    @Test("exits with 0 if the token already has the role, says so, and sends nothing")
    func sameRole() async throws {
        let result = try await Fixture.showing().run("\(line) -r DEPLOYMENT_ADMIN")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("already has the role DEPLOYMENT_ADMIN; nothing was changed"))
    }

    @Test("says what was changed if the second of two steps fails")
    func halfDone() async throws {
        var test = Fixture.showing()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        test.expect(.post, "\(path)/roles", Fixture.refusal(403, "no"))
        let result = try await test.run("\(line) -n new -d note -r custom")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the name and description were changed before, the role was not"))
    }

    @Test("says what may have been changed after a lost answer in either step", arguments: [false, true])
    func lostAnswer(isSecond: Bool) async throws {
        var test = Fixture.showing()
        if isSecond { test.expect(.post, path, .json(Fixture.token(name: "new"))) }
        test.expect(.post, isSecond ? "\(path)/roles" : path, LostAnswerTests.lost)
        let result = try await test.run("\(line) -n new -r custom")
        #expect(result.exitCode == .network)
        let doubt = isSecond ? "the roles of the token \(Fixture.id) may" : "the token \(Fixture.id) may"
        #expect(result.stderr.contains("\(doubt) have been changed"))
        #expect(result.stderr.contains("; the name was changed before\n") == isSecond)
    }

    @Test("skips the second step if the first fails")
    func firstStepFails() async throws {
        var test = Fixture.showing()
        test.expect(.post, path, Fixture.refusal(400, "no"))
        #expect(try await test.run("\(line) -n new -r custom").exitCode == .failure)
    }

    @Test("refuses to replace roles that the server did not return")
    func unknownRoles() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(roles: nil)])))
        let result = try await test.run(
            "deployment token update -t 'CI deploy' --deployment \(Fixture.deployment) -r custom")
        #expect(result.exitCode != .success)
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("refuses a token of another scope, with the command for it")
    func otherScope() async throws {
        let result = try await Fixture.showing(Fixture.token(scope: "ORGANIZATION")).run("\(line) -n x")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("hint: astro organization token update \(Fixture.id)"))
    }

    @Test("writes the updated token in machine formats")
    func json() async throws {
        var test = Fixture.showing()
        test.expect(.post, path, .json(Fixture.token(name: "new")))
        let result = try await test.run("\(line) -n new --json --fields name")
        #expect(result.stdout == "{\n  \"name\": \"new\"\n}\n")
    }
}
