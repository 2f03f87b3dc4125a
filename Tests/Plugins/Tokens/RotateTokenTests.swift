import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token rotate")
struct RotateTokenTests {
    let line = "deployment token rotate \(Fixture.id) --deployment-id \(Fixture.deployment)"
    let get = "\(Fixture.tokens)/\(Fixture.id)"
    let rotate = "\(Fixture.tokens)/\(Fixture.id)/rotate"

    func answering(_ token: String = Fixture.token()) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, get, .json(token))
        return test
    }

    @Test("by ID takes two requests and prints exactly the new value and a newline")
    func byID() async throws {
        var test = answering()
        test.expect(.post, rotate, .json(Fixture.token(value: "new-value")))
        let result = try await test.run("\(line) -f -c")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "new-value\n")
        #expect(result.stderr == "")
        #expect(result.requests.map(\.method) == [.get, .post])
        #expect(result.requests[1].body == nil)
    }

    @Test("--verify waits for the new value to be accepted, by the context's clock, and not forever")
    func verified() async throws {
        var test = answering()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        for _ in 1...2 { test.expect(.get, get, Fixture.refusal(401, "not yet")) }
        test.expect(.get, get, .json(Fixture.token()))
        #expect(try await test.run("\(line) -fc --verify").exitCode == .success)
        #expect(test.clock.waits == [.milliseconds(100), .milliseconds(200)])

        var never = answering()
        never.expect(.post, rotate, .json(Fixture.token(value: "v")))
        for _ in 1...10 { never.expect(.get, get, Fixture.refusal(401, "not yet")) }
        #expect(try await never.run("\(line) -fc --verify").exitCode != .success)
    }

    @Test("finds an ID in whatever case it is typed")
    func caseOfID() async throws {
        var test = answering()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let upper = "\(Fixture.id.uppercased()) --deployment-id \(Fixture.deployment.uppercased())"
        #expect(try await test.run("de to ro \(upper) -fc").stdout == "v\n")
    }

    @Test("better: with --name one listing answers both questions")
    func byName() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Fixture.token("cother", name: "b")])))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run(
            "deployment token rotate -t 'CI deploy' --deployment-id \(Fixture.deployment) -fc")
        #expect(result.stdout == "v\n")
        #expect(result.requests.count == 2)
        #expect(result.requests[0].target.contains("?deploymentId=\(Fixture.deployment)&"))
    }

    @Test(
        "warns that the value stops working at once, asks on stderr, and rotates on a yes",
        arguments: ["y", "Y", "yes", "YES"])
    func confirmed(answer: String) async throws {
        var test = answering()
        test.input = [answer]
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("stops working at once"))
        #expect(result.stderr.contains("'CI deploy' (\(Fixture.id))"))
    }

    @Test("better: a no, or no answer, is exit 5 and nothing is changed", arguments: [["n"], ["nope"], [""], []])
    func refused(input: [String]) async throws {
        var test = answering()
        test.input = input
        let result = try await test.run(line)
        #expect(result.exitCode == .cancelled)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("better: at the end of input the hint is to pass --force")
    func endOfInput() async throws {
        #expect(try await answering().run(line).stderr.contains("hint: pass --force"))
    }

    @Test("better: an ID whose token has no role in the Deployment is an error before anything is changed")
    func otherDeployment() async throws {
        let role = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "DEPLOYMENT_ADMIN")
        let result = try await answering(Fixture.token(roles: [role])).run("\(line) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("has no role in the Deployment \(Fixture.deployment)"))
    }

    @Test("a token of another scope is refused with the command for it")
    func otherScope() async throws {
        let workspace = Fixture.token(scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin])
        let result = try await answering(workspace).run("\(line) -f")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr.contains(
                "hint: astro workspace token rotate \(Fixture.id) --workspace-id \(Fixture.workspace)"))
        let organization = Fixture.token(scope: "ORGANIZATION", roles: [Fixture.admin])
        #expect(
            try await answering(organization).run("\(line) -f").stderr.contains(
                "hint: astro organization token rotate \(Fixture.id)"))
    }

    @Test("a token that vanished between finding and rotating is exit 4")
    func vanished() async throws {
        var test = answering()
        test.expect(.post, rotate, Fixture.refusal(404, "token not found"))
        let result = try await test.run("\(line) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("request ID: req-1"))
        #expect(result.stdout == "")
    }

    @Test("several tokens of one name are an error that lists their IDs")
    func ambiguousName() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token("ca"), Fixture.token("cb")])))
        let result = try await test.run(
            "deployment token rotate -t 'CI deploy' --deployment-id \(Fixture.deployment) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("ca, cb"))
    }

    @Test("several tokens of one name are a numbered choice on a terminal")
    func chosenName() async throws {
        var test = Fixture.test()
        test.terminal = 100
        test.input = ["2", "y"]
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token("ca"), Fixture.token("cb")])))
        test.expect(.post, "\(Fixture.tokens)/cb/rotate", .json(Fixture.token("cb", value: "v")))
        let result = try await test.run("deployment token rotate -t 'CI deploy' --deployment-id \(Fixture.deployment)")
        #expect(result.stdout == "v\n")
    }

    @Test("with neither ID nor name a terminal offers a numbered table, and a pipe is a usage error")
    func noToken() async throws {
        var test = Fixture.test()
        let line = "deployment token rotate --deployment-id \(Fixture.deployment) -f"
        let piped = try await test.run(line)
        #expect(piped.exitCode == .usage)
        #expect(piped.stderr.contains("astro deployment token list"))
        test.terminal = 100
        test.input = ["1"]
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        #expect(try await test.run(line).stdout == "v\n")
    }

    @Test("gives machine formats the whole token with its value")
    func json() async throws {
        var test = answering()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run("\(line) -f --json --fields id,token")
        #expect(result.stdout == "{\n  \"id\": \"\(Fixture.id)\",\n  \"token\": \"v\"\n}\n")
    }

    @Test("refuses an unknown field before any request")
    func unknownField() async throws {
        let result = try await Fixture.test().run("\(line) -f --fields nope")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("deploymentRole"))
    }

    @Test("a name full of escape sequences reaches no terminal")
    func hostileName() async throws {
        var test = answering(Fixture.token(name: #"\u001b[2J\u202eevil\n🎉"#))
        test.terminal = 100
        test.input = ["n"]
        let result = try await test.run("\(line) --no-color")
        #expect(!result.stderr.contains("\u{1B}"))
        #expect(!result.stderr.contains("\u{202E}"))
        #expect(result.stderr.contains(#"\u{1b}[2J\u{202e}evil\n🎉"#))
    }

    @Test(
        "better: what is no ID is a usage error before any request",
        arguments: ["..", "a/b", "%2e", "a b", "", "ä", "a?b", "a#b"])
    func unsoundID(id: String) async throws {
        let result = try await Fixture.test().run([
            "deployment", "token", "rotate", id, "--deployment-id", Fixture.deployment, "-f",
        ])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is not an ID"))
    }

    @Test(
        "better: contradictory or surplus words are usage errors before any request",
        arguments: [
            "rotate cx --name n --deployment-id d", "rotate cx cy --deployment-id d",
            "rotate --name '' --deployment-id d",
            "rotate --name '  ' --deployment-id d", "rotat cx --deployment-id d", "rotate cx",
        ])
    func usage(words: String) async throws {
        let result = try await Fixture.test().run("deployment token \(words) -f")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("hint: "))
    }

    @Test("takes the Deployment from ASTRO_DEPLOYMENT_ID, else names the command that lists them")
    func deploymentFromEnvironment() async throws {
        var test = answering()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        test.variables["ASTRO_DEPLOYMENT_ID"] = Fixture.deployment
        #expect(try await test.run("deployment token rotate \(Fixture.id) -f").stdout == "v\n")
        let without = try await Fixture.test().run("deployment token rotate \(Fixture.id) -f")
        #expect(without.exitCode == .usage)
        #expect(without.stderr.contains("astro deployment list"))
    }

    @Test("offers the Deployments on a terminal")
    func chosenDeployment() async throws {
        var test = Fixture.test()
        test.terminal = 100
        test.input = ["1"]
        let deployment =
            #"{"id": "\#(Fixture.deployment)", "name": "prod", "namespace": "n", "status": "HEALTHY", "workspaceId": "w"}"#
        test.expect(
            .get, "/v1/organizations/\(Fixture.organization)/deployments?workspaceIds=cw1&limit=1000&offset=0",
            .json(#"{"limit": 1000, "offset": 0, "totalCount": 1, "deployments": [\#(deployment)]}"#))
        test.expect(.get, get, .json(Fixture.token()))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run("deployment token rotate \(Fixture.id) -f --workspace-id CW1")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("prod"))
    }

    @Test("reads its words into one whole value")
    func parsing() throws {
        var expected = RotateToken<DeploymentSelection>()
        expected.token.name = "CI deploy"
        expected.place.deploymentID = "d"
        expected.force = true
        expected.issue.cleanOutput = true
        let words = ["-tCI deploy", "-fc", "--deployment-id=d"]
        let read = try CommandReader.read(
            RotateToken<DeploymentSelection>.self, words, environment: Environment(), subject: "rotate")
        #expect(read.command == expected)
        #expect(read.options == CommonOptions())
    }
}
