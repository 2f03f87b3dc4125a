import Foundation
import Testing

@Suite("auth status and auth whoami over HTTP, by the built program")
struct WhoIsLoggedInTests {
    @Test("name the token that the server accepts, and never its value")
    func accepted() async throws {
        let served = try await ServedSandbox()
        let client = try served.client()
        let status = try await client.shell("astro auth status -o json")
        #expect(status.exitCode == 0, "\(status.stderr)")
        let fields = try object(status.stdout)
        #expect(fields["state"] as? String == "valid")
        #expect(fields["source"] as? String == "the variable ASTRO_API_TOKEN")
        #expect(fields["expires"] as? String == "never")
        #expect((fields["token"] as? String)?.contains("(") == true)
        let who = try await client.shell("astro auth whoami")
        #expect(who.exitCode == 0 && who.stdout.hasPrefix("the API token '"))
        for text in [status.stdout, status.stderr, who.stdout, who.stderr] {
            #expect(!text.contains(served.credential))
        }
    }

    @Test("are exit 3 if the server does not accept the credential, with the state shown")
    func refused() async throws {
        let served = try await ServedSandbox()
        let client = try served.client()
        // The value of another sandbox is valid but unknown here.
        let other = try await ServedSandbox()
        let variables = ["ASTRO_API_TOKEN": other.credential]
        let status = try await client.shell("astro auth status -o json", extra: variables)
        #expect(status.exitCode == 3)
        #expect(try object(status.stdout)["state"] as? String == "rejected by the server")
        #expect(try await client.shell("astro auth whoami", extra: variables).exitCode == 3)
        #expect(try await client.shell("astro auth status --offline", extra: variables).exitCode == 0)
        #expect(!status.stdout.contains(other.credential) && !status.stderr.contains(other.credential))
    }

    @Test("send nothing with --offline, and say that nothing was checked")
    func offline() async throws {
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(
            url: "http://localhost:1", credential: try await ServedSandbox().credential)
        let status = try await program.shell("astro auth status --offline -o json")
        #expect(status.exitCode == 0, "\(status.stderr)")
        #expect(try object(status.stdout)["state"] as? String == "not checked")
        let asked = try await program.shell("astro auth status -o json")
        #expect(asked.exitCode == 6)
        #expect(try object(asked.stdout)["state"] as? String == "not checked")
    }

    @Test("name a variable that overrides the login, and not its value")
    func overridden() async throws {
        let program = try BuiltProgram()
        let variable = "ASTRO_CONTEXTS_EXAMPLE_COM_TOKEN"
        let status = try await program.shell(
            "astro auth status --offline --context example.com", extra: [variable: "marked-secret"])
        #expect(status.exitCode == 0, "\(status.stderr)")
        #expect(status.stdout.contains("the variable \(variable)") && !status.stdout.contains("marked"))
    }

    @Test("work in the sandbox, which needs no login")
    func sandbox() async throws {
        let program = try BuiltProgram()
        let status = try await program.shell("astro auth status --context sandbox")
        #expect(status.exitCode == 0, "\(status.stderr)")
        #expect(status.stdout.contains("valid") && status.stdout.contains("never"))
        let holder = "the API token 'Sandbox owner' (ctoken0000000sandboxowner)"
        #expect(try await program.shell("astro auth whoami --context sandbox").stdout == holder + "\n")
        #expect(status.stdout.contains("Sandbox owner (ctoken0000000sandboxowner)"))
    }
}

@Suite("A word from other programs")
struct BorrowedWordsTests {
    private let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    static let words: [(line: String, meant: String)] = [
        ("deployment token rm ID", "astro deployment token delete"),
        ("deployment token remove ID", "astro deployment token delete"),
        ("workspace token destroy", "astro workspace token delete"),
        ("organization token revoke", "astro organization token delete"),
        ("deployment token organization-token rm", "astro deployment token organization-token remove"),
        ("deployment token show", "astro deployment token list"),
        ("deployment token get", "astro deployment token list"),
        ("deployment show", "astro deployment inspect"), ("deployment describe", "astro deployment inspect"),
        ("deployment get", "astro deployment inspect"), ("show deployment", "astro deployment inspect"),
        ("deployment token new", "astro deployment token create"),
        ("deployment token regenerate", "astro deployment token rotate"),
        ("workspace use", "astro workspace switch"), ("context select", "astro context switch"),
        ("whoami", "astro auth whoami"), ("signin", "astro login"), ("sign-out", "astro logout"),
        ("token regenerate", "astro token rotate"), ("rotate token", "astro token rotate"),
        ("list deployments", "astro deployment list"), ("get deployments", "astro deployment list"),
        ("get deployment", "astro deployment inspect"), ("get token", "astro token inspect"),
        ("ls workspaces", "astro workspace list"),
        ("rotate deployment token", "astro deployment token rotate"),
        ("token deployment rotate", "astro deployment token rotate"),
        ("config rm", "astro config unset"),
    ]

    @Test("is answered with the command to type", arguments: words)
    func meant(line: String, meant: String) async throws {
        let outcome = try await program.shell("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("'\(meant)'"), "\(outcome.stderr)")
    }

    @Test(
        "is never answered with a more destructive command",
        arguments: ["show", "get", "describe", "ls", "list", "view", "info", "rm", "remove", "delete", "use"],
        ["deployment token", "workspace token", "organization token", "deployment", "context", "config", ""])
    func harmless(word: String, group: String) async throws {
        let outcome = try await program.shell("astro \(group) \(word)x </dev/null; astro \(group) \(word) </dev/null")
        let hints = outcome.stderr.split(separator: "\n").filter { $0.contains("did you mean") }.joined()
        #expect(!hints.contains("rotate"), "\(hints)")
        guard !["rm", "remove", "delete"].contains(word) else { return }
        for verb in ["delete'", "remove'", "cancel'", "finish'"] { #expect(!hints.contains(verb), "\(hints)") }
    }

    @Test(
        "as a flag is answered with the existing one",
        arguments: [
            ("version --format json", "did you mean --output?"),
            ("context list -o name", "use --fields name --no-header"),
            ("context list -o jsonpath={.x}", "--jq to reshape them"),
            ("context list --columns domain", "did you mean --fields?"),
            ("context list --filter a", "did you mean --match?"), ("context list --sort dom", "did you mean 'domain'?"),
            ("context list --wide", "did you mean --output?"),
            ("context list --json domain,user", "--json --fields domain,user"),
        ])
    func flags(line: String, hint: String) async throws {
        let outcome = try await program.shell("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains(hint), "\(outcome.stderr)")
    }

    @Test("about a token of a wider scope is answered with the command that changes its role here")
    func acrossScopes() async throws {
        let place = "--deployment-id cdeployment0000production --context sandbox"
        let list = try await program.shell("astro organization token list --context sandbox --fields id --no-header")
        let id = try #require(list.stdout.split(separator: "\n").first)
        let role = try await program.shell("astro deployment token update \(id) --role DEPLOYMENT_ADMIN \(place)")
        #expect(role.exitCode == 2)
        #expect(
            role.stderr.contains("astro deployment token organization-token update \(id) --role ROLE"), "\(role.stderr)"
        )
        let name = try await program.shell("astro deployment token update \(id) --new-name x \(place)")
        #expect(name.stderr.contains("astro organization token update \(id)"), "\(name.stderr)")
        let guest = try await program.shell("astro deployment workspace-token update \(id) --role R \(place)")
        #expect(guest.stderr.contains("astro deployment token organization-token update \(id)"), "\(guest.stderr)")
    }
}
