import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("A token of a wider scope in a narrower place")
struct GuestTokenTests {
    static let deployment = " --deployment \(Fixture.deployment)"
    static let path = "\(Fixture.tokens)/\(Fixture.id)"
    static let elsewhere = Fixture.role("cdep2", "DEPLOYMENT", "x")

    /// A group of commands for guests, and a guest that it is for.
    struct Group: Sendable, CustomTestStringConvertible {
        let words: String
        let flag: String
        let scope: String
        let home: String
        let nameFlag: String
        let place: String

        var testDescription: String { words }

        func guest(_ roles: String...) -> String { Fixture.token(scope: scope, roles: [home] + roles) }
    }

    static let groups = [
        Group(
            words: "deployment token organization-token", flag: deployment, scope: "ORGANIZATION",
            home: Fixture.billing, nameFlag: "--org-token-name", place: "the Deployment \(Fixture.deployment)"),
        Group(
            words: "de organization-token", flag: deployment, scope: "ORGANIZATION", home: Fixture.billing,
            nameFlag: "-n", place: "the Deployment \(Fixture.deployment)"),
        Group(
            words: "deployment token workspace-token", flag: deployment, scope: "WORKSPACE", home: Fixture.member,
            nameFlag: "--workspace-token-name", place: "the Deployment \(Fixture.deployment)"),
        Group(
            words: "deployments workspace-token", flag: deployment, scope: "WORKSPACE", home: Fixture.member,
            nameFlag: "-n", place: "the Deployment \(Fixture.deployment)"),
        Group(
            words: "workspace token organization-token", flag: " --workspace \(Fixture.workspace)",
            scope: "ORGANIZATION", home: Fixture.billing, nameFlag: "-n",
            place: "the Workspace \(Fixture.workspace)"),
    ]

    /// A test that shows the token by its ID, and requests nothing else.
    func showing(_ token: String, for group: Group) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, Self.path, .json(token))
        return test
    }

    func expectDeployment(_ test: inout CommandTest) {
        let deployment = """
            {"id": "\(Fixture.deployment)", "name": "d", "namespace": "n", "status": "HEALTHY", "workspaceId": "\(Fixture.workspace)"}
            """
        let path = "/v1/organizations/\(Fixture.organization)/deployments/\(Fixture.deployment)"
        test.expect(.get, path, .json(deployment))
    }

    @Test("by its name is searched for in the named Workspace, or else in the Deployment's own")
    func homeOfName() async throws {
        let line = "deployment workspace-token add -n 'CI deploy' -r custom\(Self.deployment)"
        for (flag, asks) in [(" --workspace-id \(Fixture.workspace)", false), ("", true)] {
            var test = Fixture.test()
            if asks { expectDeployment(&test) }
            let guest = Fixture.token(scope: "WORKSPACE", roles: [Fixture.member])
            let query = "workspaceId=\(Fixture.workspace)&sorts=createdAt%3Aasc&limit=1000&offset=0"
            test.expect(.get, "\(Fixture.tokens)?\(query)", .json(Fixture.page([guest])))
            test.expect(.post, "\(Self.path)/roles", .json("{}"))
            let result = try await test.run(line + flag)
            #expect(result.exitCode == .success, "\(result.stderr)")
            #expect(result.requests.count == (asks ? 3 : 2))
        }
    }

    @Test("gets a role in addition to its others", arguments: groups)
    func add(group: Group) async throws {
        var test = showing(group.guest(Self.elsewhere), for: group)
        test.expect(.post, "\(Self.path)/roles", .json("{}"))
        let result = try await test.run("\(group.words) add \(Fixture.id) -r custom\(group.flag)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        let sent = try #require(result.requests.last).bodyText
        #expect(sent.contains(#""entityId":"cdep2""#))
        #expect(sent.contains(#""role":"custom""#))
        #expect(sent.contains(#""entityType":"\#(group.scope)""#))
        #expect(result.stderr.contains("got the role custom in \(group.place)."))
    }

    @Test("that already has the role is exit 0, says so, and sends nothing", arguments: groups)
    func addAgain(group: Group) async throws {
        let test = showing(group.guest(group.role), for: group)
        let result = try await test.run("\(group.words) add \(Fixture.id) -r held\(group.flag)")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("already has the role held in \(group.place); nothing was changed"))
    }

    @Test("with another role gets no second one", arguments: groups)
    func addOther(group: Group) async throws {
        let test = showing(group.guest(group.role), for: group)
        let result = try await test.run("\(group.words) add \(Fixture.id) -r other\(group.flag)")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("nothing was changed"))
        #expect(result.stderr.contains("update"))
    }

    @Test("changes its role, and is not found without one", arguments: groups)
    func update(group: Group) async throws {
        var test = showing(group.guest(group.role), for: group)
        test.expect(.post, "\(Self.path)/roles", .json("{}"))
        let result = try await test.run("\(group.words) update \(Fixture.id) -r new\(group.flag)")
        #expect(result.exitCode == .success)
        #expect(!result.requests[1].bodyText.contains("held"))
        let stranger = try await showing(group.guest(), for: group).run(
            "\(group.words) update \(Fixture.id) -r new\(group.flag)")
        #expect(stranger.exitCode == .notFound)
    }

    @Test("loses only its role there", arguments: groups)
    func remove(group: Group) async throws {
        var test = showing(group.guest(group.role, Self.elsewhere), for: group)
        test.expect(.post, "\(Self.path)/roles", .json("{}"))
        let result = try await test.run("\(group.words) remove \(Fixture.id)\(group.flag)")
        #expect(result.exitCode == .success)
        #expect(!result.requests[1].bodyText.contains("held"))
        #expect(result.requests[1].bodyText.contains("cdep2"))
    }

    @Test("without a role is exit 0 when it is removed, says so, and sends nothing", arguments: groups)
    func removeNothing(group: Group) async throws {
        let test = showing(group.guest(), for: group)
        let result = try await test.run("\(group.words) remove \(Fixture.id)\(group.flag)")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("has no role in \(group.place); nothing was changed."))
    }

    @Test("is found by its name among the tokens of its scope", arguments: groups)
    func byName(group: Group) async throws {
        var test = Fixture.test()
        let other = Fixture.token("ctok2", scope: "DEPLOYMENT", roles: [group.role])
        test.expect(.get, Fixture.tokens, .json(Fixture.page([other, group.guest(group.role)])))
        test.expect(.post, "\(Self.path)/roles", .json("{}"))
        let result = try await test.run("\(group.words) remove \(group.nameFlag) 'CI deploy'\(group.flag)")
        #expect(result.exitCode == .success, "\(result.stderr)")
    }

    @Test("is listed without the place's own tokens", arguments: groups)
    func list(group: Group) async throws {
        var test = Fixture.test()
        let other = Fixture.token("ctok2", scope: "DEPLOYMENT", roles: [group.role])
        test.expect(.get, Fixture.tokens, .json(Fixture.page([other, group.guest(group.role)])))
        let result = try await test.run("\(group.words) list\(group.flag) --no-header --fields id")
        #expect(result.stdout == "\(Fixture.id)\n")
    }

    @Test("of a narrower scope is refused", arguments: groups, ["add", "update", "remove"])
    func wrongScope(group: Group, verb: String) async throws {
        let test = showing(Fixture.token(), for: group)
        let role = verb == "remove" ? "" : " -r custom"
        let result = try await test.run("\(group.words) \(verb) \(Fixture.id)\(role)\(group.flag)")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("has scope DEPLOYMENT"))
    }

    @Test("can be added with the shorter command 'workspace token add'")
    func shortAdd() async throws {
        let group = Self.groups[4]
        var test = showing(group.guest(), for: group)
        test.expect(.post, "\(Self.path)/roles", .json("{}"))
        let result = try await test.run("wo to add \(Fixture.id) -r WORKSPACE_OWNER\(group.flag)")
        #expect(result.exitCode == .success)
    }
}

extension GuestTokenTests.Group {
    /// A role in the group's place.
    fileprivate var role: String {
        flag.contains("deployment")
            ? Fixture.role(Fixture.deployment, "DEPLOYMENT", "held")
            : Fixture.role(Fixture.workspace, "WORKSPACE", "held")
    }
}
