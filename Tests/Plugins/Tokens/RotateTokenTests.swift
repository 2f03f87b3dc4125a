import AstroPlaces
import AstroTokens
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token rotate")
struct RotateTokenTests {
    let line = "deployment token rotate \(Fixture.id) --deployment \(Fixture.deployment)"
    let get = "\(Fixture.tokens)/\(Fixture.id)"
    let rotate = "\(Fixture.tokens)/\(Fixture.id)/rotate"

    @Test("by ID takes two requests and prints exactly the new value and a newline")
    func byID() async throws {
        var test = Fixture.showing()
        test.expect(.post, rotate, .json(Fixture.token(value: "new-value")))
        let result = try await test.run("\(line) -f -c")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "new-value\n")
        #expect(result.stderr == "")
        #expect(result.requests.map(\.method) == [.get, .post])
        #expect(result.requests[1].body == nil)
    }

    @Test("waits with --verify until the new value is accepted, by the context's clock, and not forever")
    func verified() async throws {
        var test = Fixture.showing()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        for _ in 1...2 { test.expect(.get, get, Fixture.refusal(401, "not yet")) }
        test.expect(.get, get, .json(Fixture.token()))
        #expect(try await test.run("\(line) -fc --verify").exitCode == .success)
        #expect(test.clock.waits == [.milliseconds(100), .milliseconds(200)])

        var never = Fixture.showing()
        never.expect(.post, rotate, .json(Fixture.token(value: "v")))
        for _ in 1...10 { never.expect(.get, get, Fixture.refusal(401, "not yet")) }
        #expect(try await never.run("\(line) -fc --verify").exitCode != .success)
    }

    @Test("says with --verify that somebody else rotated the token meanwhile, and keeps no value that is dead")
    func superseded() async throws {
        let mine = Fixture.token(value: "v").replacing("abc123", with: "mine")
        var test = Fixture.showing()
        test.expect(.post, rotate, .json(mine))
        test.expect(.get, get, Fixture.refusal(401, "who?"))
        test.expect(.get, get, .json(Fixture.token().replacing("abc123", with: "theirs")))
        let result = try await test.run("\(line) -fc --verify")
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("the token 'CI deploy' (\(Fixture.id)) was rotated by somebody else meanwhile"))
        #expect(test.clock.waits == [])
        #expect(result.files == [:])
    }

    @Test("keeps with --verify a value that is not accepted, unless the server tells of a later rotation")
    func refused() async throws {
        let mine = Fixture.token(value: "v").replacing(
            "\"abc123\"", with: "\"mine\", \"lastRotatedAt\": \"2026-01-06T10:00:00Z\"")
        let earlier = Fixture.token().replacing(
            "\"abc123\"", with: "\"others\", \"lastRotatedAt\": \"2026-01-06T09:00:00Z\"")
        for live in [Fixture.token(), mine, earlier] {
            var test = Fixture.showing()
            test.expect(.post, rotate, .json(mine))
            for _ in 1...10 {
                test.expect(.get, get, Fixture.refusal(401, "not yet"))
                test.expect(.get, get, .json(live))
            }
            let result = try await test.run("\(line) -fc --verify")
            #expect(result.exitCode == .undelivered, "\(result.stderr)")
            #expect(result.files.values.contains { $0.contains(#""secret":"v""#) })
        }
    }

    @Test("finds an ID in any letter case")
    func caseOfID() async throws {
        var test = Fixture.showing()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let upper = "\(Fixture.id.uppercased()) --deployment \(Fixture.deployment.uppercased())"
        #expect(try await test.run("de to ro \(upper) -fc").stdout == "v\n")
    }

    @Test("needs one listing with --name")
    func byName() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token(), Fixture.token("cother", name: "b")])))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run(
            "deployment token rotate -t 'CI deploy' --deployment \(Fixture.deployment) -fc")
        #expect(result.stdout == "v\n")
        #expect(result.requests.count == 2)
        #expect(result.requests[0].target.contains("?deploymentId=\(Fixture.deployment)&"))
    }

    @Test(
        "warns that the value stops working at once, asks on stderr, and rotates on a yes",
        arguments: ["y", "Y", "yes", "YES"])
    func confirmed(answer: String) async throws {
        var test = Fixture.showing()
        test.input = [answer]
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run(line)
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("stops working at once"))
        #expect(result.stderr.contains("'CI deploy' (\(Fixture.id))"))
    }

    @Test("exits with 5 and changes nothing after a no, or without an answer", arguments: [["n"], ["nope"], [""], []])
    func refused(input: [String]) async throws {
        var test = Fixture.showing()
        test.input = input
        let result = try await test.run(line)
        #expect(result.exitCode == .cancelled)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("suggests --yes at the end of input")
    func endOfInput() async throws {
        #expect(try await Fixture.showing().run(line).stderr.contains("hint: pass --yes"))
    }

    @Test("fails before any change if the token has no role in the Deployment")
    func otherDeployment() async throws {
        let role = Fixture.role(Fixture.otherDeployment, "DEPLOYMENT", "DEPLOYMENT_ADMIN")
        let result = try await Fixture.showing(Fixture.token(roles: [role])).run("\(line) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("has no role in the Deployment \(Fixture.deployment)"))
    }

    @Test("refuses a token of another scope, with the command for it")
    func otherScope() async throws {
        let workspace = Fixture.token(scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin])
        let result = try await Fixture.showing(workspace).run("\(line) -f")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr.contains(
                "hint: astro workspace token rotate \(Fixture.id) --workspace \(Fixture.workspace)"))
        let organization = Fixture.token(scope: "ORGANIZATION", roles: [Fixture.admin])
        #expect(
            try await Fixture.showing(organization).run("\(line) -f").stderr.contains(
                "hint: astro organization token rotate \(Fixture.id)"))
    }

    @Test("exits with 4 if the token vanished before the rotation")
    func vanished() async throws {
        var test = Fixture.showing()
        test.expect(.post, rotate, Fixture.refusal(404, "token not found"))
        let result = try await test.run("\(line) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("request ID: req-1"))
        #expect(result.stdout == "")
    }

    @Test("lists the IDs of several tokens with the same name")
    func ambiguousName() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token("ca"), Fixture.token("cb")])))
        let result = try await test.run(
            "deployment token rotate -t 'CI deploy' --deployment \(Fixture.deployment) -f")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("ca, cb"))
    }

    @Test("offers several tokens with the same name on a terminal")
    func chosenName() async throws {
        var test = Fixture.test()
        test.terminal = 100
        test.input = ["2", "y"]
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token("ca"), Fixture.token("cb")])))
        test.expect(.get, Fixture.deploymentPath, Fixture.refusal(403, "no"))
        test.expect(.post, "\(Fixture.tokens)/cb/rotate", .json(Fixture.token("cb", value: "v")))
        let result = try await test.run("deployment token rotate -t 'CI deploy' --deployment \(Fixture.deployment)")
        #expect(result.stdout == "v\n")
    }

    @Test("offers all tokens on a terminal without ID or name, and is a usage error in a pipe")
    func noToken() async throws {
        var test = Fixture.test()
        let line = "deployment token rotate --deployment \(Fixture.deployment) -f"
        let piped = try await test.run(line)
        #expect(piped.exitCode == .usage)
        #expect(piped.stderr.contains("astro deployment token list"))
        test.terminal = 100
        test.input = ["1"]
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        #expect(try await test.run(line).stdout == "v\n")
    }

    @Test("writes the whole token with its value in machine formats")
    func json() async throws {
        var test = Fixture.showing()
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

    @Test("sends no escape sequence of a name to a terminal")
    func hostileName() async throws {
        var test = Fixture.showing(Fixture.token(name: #"\u001b[2J\u202eevil\n🎉"#))
        test.terminal = 100
        test.input = ["n"]
        test.expect(.get, Fixture.deploymentPath, Fixture.refusal(403, "no"))
        let result = try await test.run("\(line) --no-color")
        #expect(!result.stderr.contains("\u{1B}"))
        #expect(!result.stderr.contains("\u{202E}"))
        #expect(result.stderr.contains(#"\u{1b}[2J\u{202e}evil\n🎉"#))
    }

    @Test(
        "treats a word that cannot be an ID as a name, and never as part of a path",
        arguments: ["..", "a/b", "%2e", "a b", "ä", "a?b", "a#b", "a\nb", String(repeating: "n", count: 300)])
    func unsoundID(id: String) async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        let words = ["deployment", "token", "rotate", id, "--deployment", Fixture.deployment]
        let result = try await test.run(words + ["-f"])
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("tries an ID of an unusual form if no token has that name")
    func otherForm() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.get, "\(Fixture.tokens)/t1", .json(Fixture.token("t1")))
        test.expect(.post, "\(Fixture.tokens)/t1/rotate", .json(Fixture.token("t1", value: "v")))
        let result = try await test.run("deployment token rotate T1 --deployment \(Fixture.deployment) -yc")
        #expect(result.stdout == "v\n")
    }

    @Test("treats a name that is also another token's ID as the name, unless it has the form of an ID")
    func nameOrID() async throws {
        var test = Fixture.test()
        let tokens = [Fixture.token("t1", name: "one"), Fixture.token("t2", name: "t1")]
        test.expect(.get, Fixture.tokens, .json(Fixture.page(tokens)))
        test.expect(.post, "\(Fixture.tokens)/t2/rotate", .json(Fixture.token("t2", value: "v")))
        let result = try await test.run("deployment token rotate t1 --deployment \(Fixture.deployment) -yc")
        #expect(result.stdout == "v\n")
    }

    @Test(
        "refuses contradictory or surplus arguments before any request",
        arguments: [
            "rotate cx --name n --deployment d", "rotate cx cy --deployment d", "rotate '' --deployment d",
            "rotate --name '' --deployment d",
            "rotate --name '  ' --deployment d", "rotat cx --deployment d", "rotate cx",
        ])
    func usage(words: String) async throws {
        let result = try await Fixture.test().run("deployment token \(words) -f")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("hint: "))
    }

    @Test("uses ASTRO_DEPLOYMENT_ID, or names the option for it")
    func deploymentFromEnvironment() async throws {
        var test = Fixture.showing()
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        test.variables["ASTRO_DEPLOYMENT_ID"] = Fixture.deployment
        #expect(try await test.run("deployment token rotate \(Fixture.id) -f").stdout == "v\n")
        let without = try await Fixture.test().run("deployment token rotate \(Fixture.id) -f")
        #expect(without.exitCode == .usage)
        #expect(without.stderr.contains("hint: pass --deployment NAME_OR_ID\n"))
    }

    @Test("offers the Deployments on a terminal")
    func chosenDeployment() async throws {
        var test = Fixture.test()
        test.terminal = 100
        test.input = ["1"]
        let deployment =
            #"{"id": "\#(Fixture.deployment)", "name": "prod", "namespace": "n", "status": "HEALTHY", "workspaceId": "w"}"#
        test.expect(
            .get,
            "/v1/organizations/\(Fixture.organization)/deployments?workspaceIds=\(Fixture.workspace)&limit=1000&offset=0",
            .json(#"{"limit": 1000, "offset": 0, "totalCount": 1, "deployments": [\#(deployment)]}"#))
        test.expect(.get, get, .json(Fixture.token()))
        test.expect(.post, rotate, .json(Fixture.token(value: "v")))
        let result = try await test.run(
            "deployment token rotate \(Fixture.id) -f --workspace \(Fixture.workspace.uppercased())")
        #expect(result.stdout == "v\n")
        #expect(result.stderr.contains("prod"))
    }

    @Test("parses its arguments into one value")
    func parsing() throws {
        var expected = RotateToken<DeploymentSelection>()
        expected.token.name = "CI deploy"
        expected.place.deployment.named = "d"
        expected.yes = true
        expected.issue.cleanOutput = true
        let words = ["-tCI deploy", "-fc", "--deployment=d"]
        let read = try CommandReader.read(
            RotateToken<DeploymentSelection>.self, words, Registry([]).common, environment: Environment(),
            subject: "rotate")
        #expect(read.command == expected)
        #expect(read.options == CommonOptions())
    }
}
