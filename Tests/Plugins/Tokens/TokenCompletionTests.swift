import Kernel
import KernelTesting
import Testing

@Suite("Completions for tokens")
struct TokenCompletionTests {
    static let other = "ctok000000000000000000002"
    static let guest = "ctok000000000000000000003"
    static let inDeployment =
        "\(Fixture.tokens)?deploymentId=\(Fixture.deployment)&sorts=createdAt%3Aasc&limit=1000&offset=0"
    static let here = "--deployment \(Fixture.deployment)"

    /// A Deployment with two tokens with the same name, and one of its Organization.
    static func test(_ target: String = inDeployment) -> CommandTest {
        var test = Fixture.test()
        let page = Fixture.page([
            Fixture.token(), Fixture.token(other, description: ""),
            Fixture.token(guest, name: "Terraform", scope: "ORGANIZATION"),
        ])
        test.expect(.get, target, .json(page))
        return test
    }

    @Test(
        "are the Deployment's own if only those can be changed, by ID if several have the same name",
        arguments: ["rotate", "update"])
    func own(verb: String) async throws {
        #expect(
            try await Self.test().completions(of: "deployment token \(verb) \(Self.here) ")
                == [Completion.Candidate(Fixture.id, "CI deploy"), Completion.Candidate(Self.other, "CI deploy")])
    }

    @Test("are all tokens with a role there for commands that can remove it")
    func any() async throws {
        #expect(
            try await Self.test().completions(of: "de to delete \(Self.here) ").map(\.value)
                == [Fixture.id, Self.other, "Terraform"])
    }

    @Test("are unique names with descriptions", arguments: ["-t ", "--name=", "-tC"])
    func names(option: String) async throws {
        #expect(
            try await Self.test().completions(of: "deployment token rotate \(Self.here) \(option)")
                == [Completion.Candidate("CI deploy", "for CI")])
    }

    @Test("are tokens of the environment's Deployment, and none without one")
    func environment() async throws {
        var named = Self.test()
        named.variables["ASTRO_DEPLOYMENT_ID"] = Fixture.deployment
        #expect(try await named.completions(of: "deployment token rotate ").count == 2)
        #expect(try await Fixture.test().completions(of: "deployment token rotate ") == [])
    }

    @Test("after a name contain no IDs")
    func exclusive() async throws {
        let line = "deployment token rotate \(Self.here) -t x "
        #expect(try await Fixture.test().completions(of: line).allSatisfy { $0.value.hasPrefix("--") })
    }

    @Test("are the Workspace's and the Organization's tokens in their families")
    func families() async throws {
        let workspace = "\(Fixture.tokens)?workspaceId=\(Fixture.workspace)&sorts=createdAt%3Aasc&limit=1000&offset=0"
        #expect(
            try await Self.test(workspace).completions(
                of: "workspace token delete --workspace \(Fixture.workspace) "
            )
            .count == 3)
        let organization =
            "\(Fixture.tokens)?includeOnlyOrganizationTokens=true&sorts=createdAt%3Aasc&limit=1000&offset=0"
        #expect(
            try await Self.test(organization).completions(of: "organization token rotate ").map(\.value) == [
                "Terraform"
            ]
        )
    }

    @Test("are present guests, or possible ones")
    func guests() async throws {
        let family = "deployment token organization-token"
        #expect(
            try await Self.test().completions(of: "\(family) remove \(Self.here) ").map(\.value) == ["Terraform"])
        var test = Fixture.test()
        let newcomer = Fixture.token(Self.other, name: "New", scope: "ORGANIZATION", roles: [Fixture.billing])
        let resident = Fixture.token(Self.guest, name: "Old", scope: "ORGANIZATION")
        test.expect(.get, Fixture.tokens, .json(Fixture.page([newcomer, resident])))
        #expect(
            try await test.completions(of: "\(family) add \(Self.here) ")
                == [Completion.Candidate("New", Self.other)])
    }

    @Test(
        "are the place's roles", arguments: [("deployment", "DEPLOYMENT_ADMIN"), ("workspace", "WORKSPACE_OWNER")])
    func roles(family: String, role: String) async throws {
        for verb in ["create", "update", "organization-token add"] {
            let found = try await Fixture.test().completions(of: "\(family) token \(verb) -r ").map(\.value)
            #expect(found.contains(role), "\(verb)")
        }
    }

    @Test("are Workspaces, and the given Workspace's Deployments")
    func places() async throws {
        let deployments = "/v1/organizations/\(Fixture.organization)/deployments"
        let item = #"{"id": "d1", "name": "Production", "namespace": "n", "status": "HEALTHY", "workspaceId": "w1"}"#
        let page = #"{"limit": 1000, "offset": 0, "totalCount": 1, "deployments": [\#(item)]}"#
        var test = Fixture.test()
        test.expect(.get, "\(deployments)?workspaceIds=\(Fixture.workspace)&limit=1000&offset=0", .json(page))
        #expect(
            try await test.completions(
                of: "deployment token list --workspace \(Fixture.workspace.uppercased()) --deployment=")
                == [Completion.Candidate("Production", "d1")])
        test = Fixture.test()
        let workspaces =
            #"{"limit": 1000, "offset": 0, "totalCount": 1, "workspaces": [{"id": "w1", "name": "A", "organizationId": "o"}]}"#
        test.expect(.get, "/v1/organizations/\(Fixture.organization)/workspaces", .json(workspaces))
        #expect(
            try await test.completions(of: "workspace token list --workspace ") == [Completion.Candidate("A", "w1")])
    }

    @Test("are the new tokens of pending overlaps, and undelivered values")
    func local() async throws {
        var test = Fixture.test()
        test.files["/home/test/.astro/overlap/new1.json"] = """
            {"context": "astronomer.io", "organizationID": "o", "scope": "deployment", "placeID": "d", "name": "CI",
            "oldID": "old1", "newID": "new1", "begin": "2026-02-01T00:00:00Z"}
            """
        test.files["/home/test/.astro/recovery/ctok1.json"] = """
            {"name": "ctok1", "subject": "the token 'CI' (ctok1)", "step": "rotating", "askedAt": "2026-02-01T00:00:00Z",
            "secret": "s3cret", "remedy": "x"}
            """
        #expect(
            try await test.completions(of: "deployment token overlap finish ")
                == [Completion.Candidate("new1", "CI, replaces old1")])
        #expect(
            try await test.completions(of: "deployment token recover ")
                == [Completion.Candidate("ctok1", "the token 'CI' (ctok1)")])
    }
}
