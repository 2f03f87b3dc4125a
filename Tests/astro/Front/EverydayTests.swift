import Foundation
import Testing

/// Everyday tasks, found by reading only help and done in the sandbox.
@Suite("From help alone")
struct EverydayTests {
    /// A page of help and the words on it that lead to the next one, from the first page to the last.
    struct Step {
        var page: String
        var says: String
    }

    struct Task: CustomTestStringConvertible {
        var testDescription: String
        var steps: [Step]
        var lines: [(line: String, exitCode: Int32, says: String)]

        init(_ name: String, _ steps: [(String, String)], _ lines: [(line: String, exitCode: Int32, says: String)]) {
            testDescription = name
            self.steps = steps.map { Step(page: $0.0, says: $0.1) }
            self.lines = lines
        }
    }

    static let tokens = ("", "deployment …    Work with Deployments")
    static let verbs = ("deployment", "token …               Rotate and manage the API tokens of a Deployment")

    static let tasks = [
        Task(
            "a token is rotated whose name was forgotten",
            [
                tokens, verbs, ("deployment token", "List the tokens with a role in a Deployment"),
                ("deployment token list", "--match GLOB"),
                ("deployment token rotate", "rotate --name 'CI deploy' --deployment Production"),
            ],
            [
                ("deployment token list --deployment Production --match '*deploy*'", 0, "CI deploy"),
                ("deployment token rotate --name 'CI deploy' --deployment Production --yes", 0, "no longer works"),
            ]),
        Task(
            "a new value goes to a file instead of the screen",
            [tokens, verbs, ("deployment token rotate", "--to-file PATH")],
            [
                ("deployment token rotate 'CI deploy' --deployment Production --yes --to-file value", 0, ""),
                ("deployment token rotate 'CI deploy' --deployment Production --yes --to-file no/such/value", 1, ""),
            ]),
        Task(
            "what expires is found",
            [
                tokens, verbs, ("deployment token", "that need attention"),
                ("deployment token check", "--expires-within DURATION"),
            ],
            [("deployment token check --deployment Production --expires-within 90d", 4, "Legacy scheduler")]),
        Task(
            "a token of the Workspace is let into a Deployment",
            [
                tokens, ("deployment", "Let tokens of the Workspace into a Deployment"),
                ("deployment workspace-token add", "--role"),
            ],
            [
                (
                    "deployment workspace-token add ctoken0000dashboardreader --role DEPLOYMENT_ADMIN "
                        + "--deployment Production", 0, "Dashboard reader"
                ),
                ("deployment workspace-token list --deployment Production", 0, "Dashboard reader"),
            ]),
        Task(
            "a value that could not be delivered is delivered after all",
            [
                tokens, verbs, ("deployment token", "Deliver a value that an earlier run could not"),
                ("deployment token recover", "--to-file PATH"),
            ],
            [
                ("deployment token rotate 'CI deploy' --deployment Production --yes --to-command false", 8, "recover"),
                ("deployment token recover --to-file value", 0, "went to the file"),
            ]),
        Task(
            "a token that expires is created",
            [tokens, verbs, ("deployment token create", "--expiration")],
            [
                (
                    "deployment token create --name Nightly --role DEPLOYMENT_ADMIN --expiration 90d "
                        + "--deployment Production", 0, "Nightly"
                )
            ]),
        Task(
            "a token is rotated without an outage, and taken back",
            [
                tokens, verbs, ("deployment token rotate", "--overlap DURATION|manual"),
                ("deployment token overlap", "cancel"),
            ],
            [
                ("deployment token rotate 'CI deploy' --deployment Production --overlap 7d --yes", 0, "CI deploy"),
                ("deployment token overlap list", 0, "CI deploy"),
                ("deployment token overlap cancel ctoken00000000000cideploy --yes", 0, "CI deploy"),
            ]),
        Task(
            "it is known what a token may do",
            [("", "organization …  Work with Organizations"), ("organization token", "roles")],
            [("organization token roles Terraform", 0, "DEPLOYMENT_ADMIN")]),
        Task(
            "another Workspace is worked in",
            [("", "workspace …     Work with Workspaces"), ("workspace", "Switch to another Workspace")],
            [("workspace switch Payments", 0, "Payments"), ("deployment list", 0, "Ledger")]),
        Task(
            "a list goes to a spreadsheet, and it is known what was changed",
            [("flags", "--output OUTPUT"), ("flags", "csv"), ("", "Show what this program changed")],
            [
                ("deployment token list --deployment Production -o csv --fields name,endAt", 0, "name,endAt"),
                ("deployment token delete --name 'Legacy scheduler' --deployment Production --yes", 0, "deleted"),
                ("audit", 0, "Legacy scheduler"),
            ]),
    ]

    @Test("an everyday task is done", arguments: tasks)
    func task(task: Task) async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox"]
        for step in task.steps {
            // The common flags have a separate page, which all others mention.
            let line = step.page == "flags" ? "astro help flags" : "astro \(step.page) --help"
            let page = try await program.shell(line)
            #expect(page.exitCode == 0 && page.stdout.contains(step.says), "\(line): \(page.stdout)")
        }
        for (line, exitCode, says) in task.lines {
            let outcome = try await program.shell("astro \(line)")
            #expect(outcome.exitCode == exitCode, "\(line): \(outcome.stderr)")
            #expect(says.isEmpty || (outcome.stdout + outcome.stderr).contains(says), "\(line): \(outcome.stderr)")
        }
    }
}
