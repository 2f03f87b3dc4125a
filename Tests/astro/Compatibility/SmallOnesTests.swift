import Foundation
import Support
import Testing

@Suite("Commands in scripts for the official CLI")
struct SmallOnesTests {
    private let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    private func run(_ line: String) async throws -> BuiltProgram.Outcome { try await program.shell("astro \(line)") }

    @Test(
        "print the version by a command or a flag",
        arguments: ["version", "--version", "-V", "-v", "--no-color --version", "--verbosity warning -V"])
    func version(line: String) async throws {
        let outcome = try await run(line)
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout.wholeMatch(of: /astro \d+\.\d+\.\d+\n/) != nil, "\(outcome.stdout)")
    }

    @Test("print the parts of the version as JSON", arguments: ["version -o json", "--version -o json", "-V --json"])
    func versionParts(line: String) async throws {
        let parts = try object(try await run(line).stdout)
        #expect(parts["program"] as? String == "astro")
        #expect((parts["version"] as? String)?.split(separator: ".").count == 3)
        #expect(parts["system"] as? String == "linux")
        #expect(parts["architecture"] != nil)
    }

    @Test(
        "read the default of a setting",
        arguments: [
            ("cloud.api.protocol", "https"), ("webserver.port", "8080"), ("postgres.user", "postgres"),
            ("show_warnings", "true"), ("CLOUD.API.PROTOCOL", "https"), ("page_size", "20"),
        ])
    func defaults(key: String, value: String) async throws {
        for flags in ["", " -g"] {
            let outcome = try await run("config get \(key)\(flags)")
            #expect(outcome.exitCode == 0 && outcome.stdout == value + "\n")
        }
    }

    @Test("read an unknown setting: exit 4, with the nearest one")
    func unknownSetting() async throws {
        let outcome = try await run("config get webserver.prot")
        #expect(outcome.exitCode == 4)
        #expect(outcome.stderr.contains("did you mean 'webserver.port'?"))
        let far = try await run("config get nonsense")
        #expect(far.exitCode == 4 && far.stderr.contains("page_size"))
    }

    @Test("set and unset a setting, but no unknown key or invalid value")
    func settings() async throws {
        #expect(try await run("config set -g page_size 50").exitCode == 0)
        #expect(try await run("config get page_size").stdout == "50\n")
        #expect(try await run("config unset -g page_size").exitCode == 0)
        #expect(try await run("config get page_size").stdout == "20\n")
        #expect(try await run("config unset -g page_size").exitCode == 0)
        for (line, code, words) in [
            ("config set -g nonsense 1", 4, "page_size"), ("config set -g page_sise 1", 4, "did you mean 'page_size'?"),
            ("config set -g page_size many", 2, "is not a whole number"),
            ("config set -g show_warnings maybe", 2, "is not true or false"),
            ("config set -g cloud.api.protocol ftp", 2, "is not https or http"),
            ("config unset -g nonsense", 4, "not a known setting"),
        ] as [(String, Int32, String)] {
            let outcome = try await run(line)
            #expect(outcome.exitCode == code, "\(line): \(outcome.stderr)")
            #expect(
                outcome.stderr.contains(words) && outcome.stderr.contains("nothing was changed"), "\(outcome.stderr)")
        }
    }

    @Test("switch to a new context if it is a domain")
    func newContext() async throws {
        let outcome = try await run("context switch https://cloud.example.com/")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stderr.contains("Created the context example.com"))
        let list = try await run("context list --fields domain,isCurrent --no-header -o csv").stdout
        #expect(list.contains("example.com,*") || list.contains("example.com,true"))
        for word in ["nonsense", "'a b.c'", "-- -x", "''", "a..b"] {
            let refused = try await run("c switch \(word)")
            #expect(refused.exitCode == 4 || refused.exitCode == 2)
        }
        #expect(try await run("config get context").stdout == "example.com\n")
    }

    @Test("delete a context after a confirmation, or with --force")
    func deletedContext() async throws {
        #expect(try await run("context switch one.example").exitCode == 0)
        let asked = try await run("context delete one.example </dev/null")
        #expect(asked.exitCode == 5 && asked.stderr.contains("nothing was changed"))
        #expect(try await run("contexts delete one.example --force").exitCode == 0)
        #expect(!(try await run("context list").stdout.contains("one.example")))
    }

    @Test(
        "have short forms and plurals",
        arguments: [
            "c list", "contexts ls", "deployments list --all", "workspaces list", "ws ls", "organizations list",
            "deployment tokens list --deployment-id cdeployment0000production",
            "ws tokens list --workspace-id cworkspace000000analytics", "org to ls",
        ])
    func aliases(line: String) async throws {
        let outcome = try await run("\(line) --context sandbox")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
    }

    @Test("turn off telemetry, which this program doesn't have", arguments: ["", " status", " disable", " enable"])
    func telemetry(word: String) async throws {
        let outcome = try await run("telemetry\(word)")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout.contains("no telemetry"))
        #expect(try object(try await run("telemetry\(word) -o json").stdout)["enabled"] as? Bool == false)
    }

    /// The numbers that scripts pipe into the menu of the official CLI.
    static let roles: [(scope: String, number: Int, role: String)] = [
        ("workspace", 1, "WORKSPACE_MEMBER"), ("workspace", 2, "WORKSPACE_AUTHOR"),
        ("workspace", 3, "WORKSPACE_OPERATOR"), ("workspace", 4, "WORKSPACE_OWNER"),
        ("organization", 1, "ORGANIZATION_MEMBER"), ("organization", 2, "ORGANIZATION_BILLING_ADMIN"),
        ("organization", 3, "ORGANIZATION_OWNER"), ("deployment", 1, "DEPLOYMENT_ADMIN"),
    ]

    static let places = [
        "workspace": " --workspace-id cworkspace000000analytics", "organization": "",
        "deployment": " --deployment-id cdeployment0000production",
    ]

    @Test("pick a role by its number from a pipe", arguments: roles)
    func role(scope: String, number: Int, role: String) async throws {
        let place = Self.places[scope] ?? ""
        let outcome = try await program.shell(
            "echo \(number) | astro \(scope) token create -n menu\(place) --context sandbox -o json")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let listed = try await run(
            "\(scope) token list\(place) --context sandbox --fields name,\(scope)Role --no-header -o csv")
        #expect(listed.stdout.contains("menu,\(role)"), "\(listed.stdout)")
    }

    @Test("pick no role silently: at the end of the pipe nothing is created", arguments: ["", "0", "99", "x"])
    func noRole(answer: String) async throws {
        let outcome = try await program.shell(
            "printf '%s' '\(answer)' | astro organization token create -n menu --context sandbox")
        #expect(outcome.exitCode == 5)
        #expect(outcome.stderr.contains("nothing was changed"))
        #expect(!(try await run("organization token list --context sandbox").stdout.contains("menu")))
    }

    @Test("offer custom roles of the place's tokens after the built-in ones")
    func customRole() async throws {
        let place = " --deployment-id cdeployment0000production --context sandbox"
        #expect(try await run("deployment token create -n a -r DEPLOYMENT_RELEASER\(place) -c").exitCode == 0)
        let outcome = try await program.shell("echo 2 | astro deployment token create -n b\(place)")
        let menu = outcome.stderr
        let builtIn = try #require(menu.firstRange(of: "DEPLOYMENT_ADMIN"))
        #expect(menu[builtIn.upperBound...].contains("DEPLOYMENT_RELEASER"), "\(menu)")
    }

    @Test(
        "accept a lifetime in days, as a duration, or none",
        arguments: [("0", nil), ("90", 90), ("90d", 90), ("12w", 84), ("1y", 365)] as [(String, Int?)])
    func lifetime(text: String, days: Int?) async throws {
        let outcome = try await run(
            "organization token create -n x -r ORGANIZATION_MEMBER -e \(text) --context sandbox -o json")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try object(outcome.stdout)["expiryPeriodInDays"] as? Int == days)
    }

    @Test("refuse an invalid lifetime", arguments: ["-1", "3651", "11y", "12h", "x", "1.5d", ""])
    func badLifetime(text: String) async throws {
        let outcome = try await run("organization token create -n x -r R --expiration='\(text)' --context sandbox")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("--expiration"))
    }

    @Test(
        "set the verbosity in the official CLI's words",
        arguments: [("trace", true), ("debug", true), ("warning", false), ("fatal", false), ("panic", false)])
    func verbosity(word: String, isLogged: Bool) async throws {
        let outcome = try await run("organization list --context sandbox --verbosity \(word)")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stderr.contains("GET ") == isLogged)
        #expect(try await run("version --verbosity loud").exitCode == 2)
    }

    @Test(
        "send any request by 'api cloud'",
        arguments: [
            "api cloud organizations", "api cloud GET organizations", "api cloud organizations -X get",
            "api cloud 'organizations/{id}' -p id=corganization00000000acme", "api cloud organizations --method GET -i",
        ])
    func cloud(line: String) async throws {
        let outcome = try await run("\(line) --context sandbox")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("corganization00000000acme"))
    }

    @Test("follow pages and print them as a list")
    func slurp() async throws {
        let outcome = try await run(
            "api cloud 'organizations/{organizationId}/tokens' --paginate --slurp -F limit=5 --context sandbox")
        let pages = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [[String: Any]]
        #expect((pages?.count ?? 0) > 1)
        #expect(try await run("api organizations --slurp --context sandbox").exitCode == 2)
    }

    @Test("write the curl command with a variable in place of the credential, and send nothing")
    func generate() async throws {
        let served = try await ServedSandbox()
        let client = try served.client()
        let made = try await client.shell(
            #"astro api cloud 'organizations/{organizationId}/tokens' -f "name=it's" -f scope=ORGANIZATION -f role=ORGANIZATION_MEMBER --generate"#
        )
        #expect(made.exitCode == 0, "\(made.stderr)")
        #expect(made.stdout.contains(#"-H "Authorization: Bearer $ASTRO_API_TOKEN""#))
        #expect(!made.stdout.contains(served.credential))
        #expect(!(try await client.stdout(of: "organization token list").contains("it's")))
        guard Tools.have("curl") else { return }
        let sent = try await client.shell("\(made.stdout.trimmingCharacters(in: .newlines)) -s")
        #expect(try object(sent.stdout)["name"] as? String == "it's", "\(sent.stdout)\(sent.stderr)")
    }

    @Test("log a request with --verbose, and no secret")
    func verbose() async throws {
        let served = try await ServedSandbox()
        let outcome = try await served.client().shell("astro api organizations --verbose --silent")
        #expect(outcome.exitCode == 0 && outcome.stdout == "")
        #expect(outcome.stderr.contains("GET ") && !outcome.stderr.contains(served.credential))
    }
}
