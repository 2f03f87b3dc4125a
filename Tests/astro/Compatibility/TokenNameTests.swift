import Foundation
import Testing

@Suite("A token by its name in place of its ID, by the built program")
struct TokenNameTests {
    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    private static let place = "--deployment cdeployment0000production"

    @Test(
        "is found with a single listing, like with --name",
        arguments: ["'CI deploy'", "--name 'CI deploy'", "-t 'CI deploy'"])
    func rotated(token: String) async throws {
        let outcome = try await client.shell(
            "astro deployment token rotate \(token) \(Self.place) -y -c --verbosity debug")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.hasPrefix("eyJ"))
        #expect(outcome.requests == ["tokens", "rotate"])
    }

    @Test(
        "works in every command that takes a token",
        arguments: ["update 'CI deploy' --new-name CI", "delete 'CI deploy' -y"])
    func others(line: String) async throws {
        let outcome = try await client.shell("astro deployment token \(line) \(Self.place) --verbosity debug")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.requests == ["tokens", "ctoken00000000000cideploy"])
    }

    @Test("that several have is exit 4 with their IDs, and nothing is changed")
    func ambiguous() async throws {
        let outcome = try await client.shell("astro deployment token rotate 'Airflow sync' \(Self.place) -y")
        #expect(outcome.exitCode == 4)
        #expect(outcome.stderr.contains("ctoken0000000airflowsync1, ctoken0000000airflowsync2; nothing was changed"))
    }

    @Test("that is also another token's ID is the name, unless it has the form of an ID")
    func nameThatIsAnID() async throws {
        let other = "ctoken0000000airflowsync1"
        _ = try await client.stdout(
            of: "deployment token update ctoken00000000000cideploy --new-name \(other) \(Self.place)")
        let named = try await client.shell(
            "astro deployment token update \(other) --description x \(Self.place) --json --fields id")
        #expect(named.stdout.contains(other))
        let byName = try await client.shell(
            "astro deployment token update --name \(other) --description x \(Self.place) --json --fields id")
        #expect(byName.stdout.contains("ctoken00000000000cideploy"), "\(byName.stdout + byName.stderr)")
    }

    @Test(
        "that is odd works like any other: in a list, in a question, and in messages",
        arguments: [
            (String(repeating: "x", count: 300), String(repeating: "x", count: 12)), ("a\nb", #"a\nb"#),
            (" a  b ", "a  b"), ("--yes", "--yes"), ("'", "'"), ("\u{1B}[31m", #"\u{1b}[31m"#), ("部署 🚀", "部署 🚀"),
        ])
    func odd(name: String, shown: String) async throws {
        let quoted = "'" + name.replacing("'", with: #"'\''"#) + "'"
        let created = try await client.shell(
            "astro deployment token create --name=\(quoted) --role DEPLOYMENT_ADMIN -e 0 \(Self.place) -c")
        #expect(created.exitCode == 0, "\(created.stderr)")
        let list = try await client.shell("astro deployment token list \(Self.place) --fields name")
        #expect(list.stdout.contains(shown) && !list.stdout.contains("\u{1B}"))
        let refused = try await client.shell("echo n | astro deployment token rotate \(Self.place) --name=\(quoted)")
        #expect(refused.exitCode == 5 && refused.stderr.contains(shown), "\(refused.stderr)")
        let rotated = try await client.shell("astro deployment token rotate \(Self.place) -y --name=\(quoted)")
        #expect(rotated.exitCode == 0 && rotated.stderr.contains(shown), "\(rotated.stderr)")
        #expect(!rotated.stderr.contains("\u{1B}") && !rotated.stderr.contains("a\nb"))
        let deleted = try await client.shell("astro deployment token delete \(Self.place) -y --name=\(quoted)")
        #expect(deleted.exitCode == 0, "\(deleted.stderr)")
    }

    @Test("of only spaces is refused before anything is created or changed")
    func spaces() async throws {
        for line in ["create --role DEPLOYMENT_ADMIN -e 0 --name '   '", "rotate -y '   '", "rotate -y --name '   '"] {
            let outcome = try await client.shell("astro deployment token \(line) \(Self.place)")
            #expect([2, 4].contains(outcome.exitCode), "\(line): \(outcome.stderr)")
            #expect(outcome.stdout == "")
        }
    }

    @Test("that doesn't exist is exit 4, and an ID of an unusual form is tried as one")
    func unknown() async throws {
        let name = try await client.shell(
            "astro deployment token rotate 'CI deplyo' \(Self.place) -y --verbosity debug")
        #expect(name.exitCode == 4)
        #expect(name.stderr.contains("did you mean 'CI deploy'?"))
        #expect(name.requests == ["tokens"])
        let id = try await client.shell("astro deployment token rotate other-form \(Self.place) -y --verbosity debug")
        #expect(id.exitCode == 4)
        #expect(id.stderr.contains("is named 'other-form'; nothing was changed"))
        #expect(id.requests == ["tokens", "other-form"])
    }

    @Test("together with --name is a usage error")
    func both() async throws {
        #expect(try await client.shell("astro deployment token rotate a --name b \(Self.place) -y").exitCode == 2)
    }

    /// The lines of scripts for v1.45 and for v2, which don't ask.
    static let yes = ["--yes", "-y", "--force", "-f", "-fc", "-yc", "--force=true"]

    @Test("is rotated without a question with every spelling of --yes", arguments: yes)
    func spellings(of yes: String) async throws {
        let outcome = try await client.shell("astro deployment token rotate 'CI deploy' \(Self.place) \(yes)")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
    }

    @Test("is confirmed without --yes, which the hint suggests")
    func question() async throws {
        let outcome = try await client.shell("astro deployment token rotate 'CI deploy' \(Self.place) </dev/null")
        #expect(outcome.exitCode == 5)
        #expect(outcome.stderr.contains("hint: pass --yes"))
    }

    @Test("of a named Workspace is searched for there, without a request for the Deployment")
    func guestOfWorkspace() async throws {
        let line = "astro deployment workspace-token add -n 'Dashboard reader' -r DEPLOYMENT_ADMIN --verbosity debug"
        let outcome = try await client.shell(
            "\(line) --deployment-id cdeployment0000000staging --workspace-id cworkspace000000analytics")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.requests == ["tokens", "roles"])
        let named = try await client.shell("\(line) --deployment Production --workspace Analytics")
        #expect(named.exitCode == 0, "\(named.stderr)")
        #expect(named.requests == ["workspaces", "deployments", "tokens", "roles"])
        let elsewhere = try await client.shell(
            "\(line) --deployment-id cdeployment0000000staging --workspace-id cworkspace0000000payments")
        #expect(elsewhere.exitCode == 4, "\(elsewhere.stderr)")
    }

    @Test("by its ID becomes a guest without a request for the Deployment's Workspace")
    func guestByID() async throws {
        let outcome = try await client.shell(
            """
            astro deployment workspace-token add ctoken0000dashboardreader -r DEPLOYMENT_ADMIN --verbosity debug \
            --deployment-id cdeployment0000000staging
            """)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.requests == ["ctoken0000dashboardreader", "roles"])
    }
}
