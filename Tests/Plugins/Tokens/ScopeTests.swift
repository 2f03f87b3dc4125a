import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("The token families of a Workspace and of the Organization")
struct ScopeTests {
    /// A family by its words, with the API's fields of a token that belongs to it.
    struct Family: Sendable, CustomTestStringConvertible {
        let words: String
        let flag: String
        let scope: String
        let role: String
        let filter: String
        let entity: String?

        var testDescription: String { words }
        var token: String { Fixture.token(scope: scope, roles: [role]) }
    }

    static let workspace = Family(
        words: "workspace token", flag: " --workspace \(Fixture.workspace)", scope: "WORKSPACE",
        role: Fixture.member, filter: "workspaceId=\(Fixture.workspace)", entity: Fixture.workspace)
    static let organization = Family(
        words: "organization token", flag: "", scope: "ORGANIZATION", role: Fixture.billing,
        filter: "includeOnlyOrganizationTokens=true", entity: nil)
    static let families = [workspace, organization]

    let path = "\(Fixture.tokens)/\(Fixture.id)"

    @Test("list their own tokens with their role", arguments: families)
    func list(family: Family) async throws {
        var test = Fixture.test()
        let query = "\(family.filter)&sorts=createdAt%3Aasc&limit=1000&offset=0"
        test.expect(.get, "\(Fixture.tokens)?\(query)", .json(Fixture.page([family.token])))
        let result = try await test.run(
            "\(family.words) list\(family.flag) --fields id,\(family.roleField) --no-header")
        #expect(result.stdout == "\(Fixture.id)  \(family.roleName)\n")
    }

    @Test("create their own token", arguments: families)
    func create(family: Family) async throws {
        var test = Fixture.test()
        test.expect(.post, Fixture.tokens, .json(Fixture.token(scope: family.scope, value: "v")))
        let result = try await test.run("\(family.words) create -n a -r custom\(family.flag) -c")
        #expect(result.stdout == "v\n")
        let entity = family.entity.map { #""entityId":"\#($0)","# } ?? ""
        #expect(
            result.requests[0].bodyText == #"{\#(entity)"name":"a","role":"custom","scope":"\#(family.scope)"}"#)
    }

    @Test(
        "offer their roles by number", arguments: zip(families, ["WORKSPACE_AUTHOR", "ORGANIZATION_BILLING_ADMIN"]))
    func roleByNumber(family: Family, role: String) async throws {
        var test = Fixture.test()
        test.input = ["2"]
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token(value: "v")))
        let result = try await test.run("\(family.words) create -n a\(family.flag)")
        #expect(result.requests[1].bodyText.contains(#""role":"\#(role)""#))
    }

    @Test("rotate their own token by its ID in two requests", arguments: families)
    func rotate(family: Family) async throws {
        var test = Fixture.test()
        test.expect(.get, path, .json(family.token))
        test.expect(.post, "\(path)/rotate", .json(Fixture.token(scope: family.scope, value: "v")))
        let result = try await test.run("\(family.words) rotate \(Fixture.id) -fc\(family.flag)")
        #expect(result.stdout == "v\n")
    }

    @Test(
        "refuse a Deployment's token, with the command for it", arguments: families,
        ["rotate", "update -n x", "delete"])
    func narrower(family: Family, verb: String) async throws {
        var test = Fixture.test()
        test.expect(.get, path, .json(Fixture.token()))
        let force = verb.hasPrefix("update") ? "" : " --yes"
        let result = try await test.run("\(family.words) \(verb) \(Fixture.id)\(family.flag)\(force)")
        #expect(result.exitCode == .usage)
        let word = verb.prefix { $0 != " " }
        let command = "astro deployment token \(word) \(Fixture.id) --deployment \(Fixture.deployment)"
        #expect(result.stderr.contains("hint: \(command)"))
    }

    @Test("update a token's role in them", arguments: families)
    func update(family: Family) async throws {
        var test = Fixture.test()
        test.expect(.get, path, .json(family.token))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("\(family.words) update \(Fixture.id) -r custom\(family.flag)")
        #expect(result.exitCode == .success)
        let entity = family.entity ?? Fixture.organization
        #expect(
            result.requests[1].bodyText
                == #"{"roles":[{"entityId":"\#(entity)","entityType":"\#(family.scope)","role":"custom"}]}"#)
    }

    @Test("delete their own token", arguments: families)
    func delete(family: Family) async throws {
        var test = Fixture.test()
        test.expect(.get, path, .json(family.token))
        test.expect(.delete, path, .json("", status: 204))
        let result = try await test.run("\(family.words) delete \(Fixture.id) -f\(family.flag)")
        #expect(result.stderr.contains("was deleted"))
    }

    @Test("remove only the Workspace's role from an Organization's token")
    func guest() async throws {
        var test = Fixture.test()
        let guest = Fixture.token(scope: "ORGANIZATION", roles: [Fixture.billing, Fixture.member])
        test.expect(.get, path, .json(guest))
        test.expect(.post, "\(path)/roles", .json("{}"))
        let result = try await test.run("workspace token delete \(Fixture.id) -f\(Self.workspace.flag)")
        #expect(result.requests[1].bodyText.contains("ORGANIZATION_BILLING_ADMIN"))
        #expect(!result.requests[1].bodyText.contains("WORKSPACE_MEMBER"))
        #expect(result.stderr.contains("The token itself is kept"))
    }

    @Test("refuse a token without a role in the Workspace")
    func otherWorkspace() async throws {
        var test = Fixture.test()
        let role = Fixture.role("cwsp2", "WORKSPACE", "WORKSPACE_OWNER")
        test.expect(.get, path, .json(Fixture.token(scope: "WORKSPACE", roles: [role])))
        let result = try await test.run("workspace token rotate \(Fixture.id) -f\(Self.workspace.flag)")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("has no role in the Workspace \(Fixture.workspace); nothing was changed"))
    }

    @Test("accept the Workspace from the environment, in any letter case")
    func environment() async throws {
        var test = Fixture.test()
        test.variables["ASTRO_WORKSPACE_ID"] = Fixture.workspace.uppercased()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        let result = try await test.run("workspace token list")
        #expect(result.stderr == "The Workspace \(Fixture.workspace) has no tokens.\n")
    }

    @Test("offer a choice without a Workspace on a terminal, and fail elsewhere")
    func choice() async throws {
        let refused = try await Fixture.test().run("workspace token list")
        #expect(refused.exitCode == .usage)
        #expect(refused.stderr.contains("hint: pass --workspace NAME_OR_ID\n"))
        var test = Fixture.test()
        test.terminal = 80
        test.input = ["1"]
        let workspace = #"{"id": "\#(Fixture.workspace)", "name": "Analytics", "organizationId": "o"}"#
        test.expect(
            .get, "/v1/organizations/\(Fixture.organization)/workspaces",
            .json(#"{"limit": 1000, "offset": 0, "totalCount": 1, "workspaces": [\#(workspace)]}"#))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        #expect(try await test.run("workspace token list").stderr.contains("Analytics"))
    }

    @Test("list every role of a token with 'organization token roles'")
    func roles() async throws {
        var test = Fixture.test()
        let token = Fixture.token(scope: "ORGANIZATION", roles: [Fixture.billing, Fixture.member])
        test.expect(.get, path, .json(token))
        let result = try await test.run("org to roles \(Fixture.id) --no-header")
        #expect(
            result.stdout == """
                ORGANIZATION  \(Fixture.organization)  ORGANIZATION_BILLING_ADMIN
                WORKSPACE     \(Fixture.workspace)  WORKSPACE_MEMBER

                """)
    }
}

extension ScopeTests.Family {
    fileprivate var roleField: String { scope.lowercased() + "Role" }
    fileprivate var roleName: String { scope == "WORKSPACE" ? "WORKSPACE_MEMBER" : "ORGANIZATION_BILLING_ADMIN" }
}
