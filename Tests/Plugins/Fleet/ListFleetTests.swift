import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token list, check and inspect")
struct ListFleetTests {
    static let tokens = [
        Fixture.token(), Fixture.token("ctok2", name: "Bot", scope: "WORKSPACE", home: Fixture.workspace),
        Fixture.token("ctok3", name: "Terraform", scope: "ORGANIZATION", home: Fixture.organization),
        Fixture.token("ctok4", name: "Lost", home: nil),
    ]

    @Test("names the place of each token, with one listing of each kind of place")
    func places() async throws {
        let result = try await Fixture.listing(Self.tokens).run(
            "token list --fields name,scope,placeName,workspaceName -o csv")
        #expect(result.requests.count == 3)
        #expect(
            result.stdout == """
                name,scope,placeName,workspaceName\r
                CI deploy,DEPLOYMENT,Production,Analytics\r
                Bot,WORKSPACE,Analytics,Analytics\r
                Terraform,ORGANIZATION,Acme,\r
                Lost,DEPLOYMENT,,\r

                """)
    }

    @Test("requests tokens of every scope")
    func query() async throws {
        let result = try await Fixture.listing([]).run("token list")
        #expect(
            result.requests.contains { $0.target == "\(Fixture.tokens)?sorts=createdAt%3Aasc&limit=1000&offset=0" })
        #expect(result.stderr.contains("There are no tokens."))
    }

    @Test("shows IDs if the credential may not list places")
    func refusedNames() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()])))
        for path in ["deployments", "workspaces"] {
            test.expect(.get, "\(Fixture.root)/\(path)", .json(#"{"message": "no"}"#, status: 403))
        }
        let result = try await test.run("token list --fields placeName --no-header")
        #expect(result.stdout == "\(Fixture.deployment)\n")
    }

    @Test(
        "says that the credential may not list places, if one is named", arguments: ["deployment", "workspace"])
    func refusedPlace(flag: String) async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()])))
        for path in ["deployments", "workspaces"] {
            test.expect(.get, "\(Fixture.root)/\(path)", .json(#"{"message": "no"}"#, status: 403))
        }
        let result = try await test.run("token list --\(flag) Somewhere")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the credential may not list"), "\(result.stderr)")
    }

    @Test("warns of tokens of which the server tells too little")
    func unclear() async throws {
        let odd = Fixture.token("ctok5", name: "Odd", created: "soon")
        let result = try await Fixture.listing(Self.tokens + [odd]).run("token list --older-than 1d --kind STANDARD")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("1 token left out"), "\(result.stderr)")
        let check = try await Fixture.listing([odd]).run("token check --older-than 1d")
        #expect(check.exitCode == .notFound && check.stdout.contains("unreadable age"), "\(check.stdout)")
    }

    @Test(
        "selects by place, name and times",
        arguments: [
            ("--deployment Production", ["CI deploy"]), ("--workspace Analytics", ["CI deploy", "Bot"]),
            ("--workspace Analytics --scope workspace", ["Bot"]), ("--scope ORGANIZATION", ["Terraform"]),
            ("--scope workspace --scope organization", ["Bot", "Terraform"]), ("--match 'c*'", ["CI deploy"]),
            ("--older-than 30d --match '*o*t'", ["Bot", "Lost"]), ("--never-used --limit 2", ["CI deploy", "Bot"]),
            ("--sort name:desc --limit 1", ["Terraform"]), ("--expired", []),
            ("--created-by ada --limit 1", ["CI deploy"]),
            ("--kind direct-access", []), ("--role deployment_admin --deployment \(Fixture.deployment)", ["CI deploy"]),
        ])
    func selects(flags: String, names: [String]) async throws {
        let result = try await Fixture.listing(Self.tokens).run("token list --fields name --no-header \(flags)")
        #expect(result.stdout == names.map { "\($0)\n" }.joined())
    }

    @Test("exits with 4 for an unknown place", arguments: ["--deployment Producton", "--workspace x"])
    func unknownPlace(flags: String) async throws {
        let result = try await Fixture.listing(Self.tokens).run("token list \(flags)")
        #expect(result.exitCode == .notFound)
    }

    @Test("is not narrowed by variables, and says so once")
    func variables() async throws {
        var test = Fixture.listing(Self.tokens)
        test.variables["ASTRO_DEPLOYMENT_ID"] = "Production"
        test.variables["ASTRO_WORKSPACE_ID"] = "x"
        let result = try await test.run("token list --fields id --no-header")
        #expect(result.stdout.split(separator: "\n").count == 4)
        #expect(result.stderr.split(separator: "\n").count == 1)
        #expect(result.stderr.contains("ASTRO_DEPLOYMENT_ID and ASTRO_WORKSPACE_ID do not narrow this down"))
    }

    @Test("check exits with 4 and says where each token is, with the same selection")
    func check() async throws {
        let result = try await Fixture.listing(Self.tokens).run(
            "token check --older-than 30d --scope deployment --fields name,placeName,reasons -o csv")
        #expect(result.exitCode == .notFound)
        #expect(
            result.stdout
                == "name,placeName,reasons\r\nCI deploy,Production,older than 30d\r\nLost,,older than 30d\r\n")
        #expect(result.stderr.contains("2 of 2 tokens of the Organization need attention"))
        #expect(try await Fixture.listing(Self.tokens).run("token check").exitCode == .success)
        // A check must not pass because the list is incomplete.
        for rows in ["", #"{"id": 5}, "# + Fixture.token()] {
            var test = Fixture.test()
            test.expect(.get, Fixture.tokens, .json(#"{"totalCount": 7, "tokens": [\#(rows)]}"#))
            test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", [Fixture.place])))
            test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
            if !rows.isEmpty { test.expect(.get, Fixture.tokens, .json(#"{"totalCount": 7, "tokens": []}"#)) }
            let holed = try await test.run("token check")
            #expect(holed.exitCode == .failure, "\(holed.stderr)")
            #expect(holed.stderr.contains("the list of tokens is incomplete, so others may need attention"))
        }
        #expect(
            try await Fixture.listing(Self.tokens).run("token check --never-used --match nothing").exitCode == .success)
    }

    @Test(
        "inspect shows roles with the names of their places, by ID and by name",
        arguments: ["ctok2", "Bot", "--name Bot"])
    func inspect(word: String) async throws {
        let result = try await Fixture.listing(Self.tokens).run("token inspect \(word)")
        #expect(result.stdout.contains("DEPLOYMENT_ADMIN in Analytics"))
    }

    @Test("inspect requests an ID that is not listed")
    func unlisted() async throws {
        var test = Fixture.listing([])
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        #expect(try await test.run("token show \(Fixture.id) -o json --fields id").exitCode == .success)
    }
}
