import Foundation
import Support
import Testing

/// A machine that runs the page's recipes like a CI system, against a served sandbox and stand-ins.
final class Runner {
    static let deployToken = "ASTRO_DEPLOY_TOKEN"

    let sandbox: ServedSandbox
    let page: RecipePage
    let standIns: StandIns
    private let gitLab: GitLabStandIn
    /// The client that checks which values work; it shares nothing with the jobs.
    private let observer: BuiltProgram
    private let machine: BuiltProgram
    /// What earlier steps of the GitHub job left for later ones.
    private(set) var jobVariables: [String: String] = [:]

    init() async throws {
        sandbox = try await ServedSandbox()
        page = try RecipePage()
        standIns = try StandIns()
        gitLab = try await GitLabStandIn(standIns)
        observer = try sandbox.client()
        machine = try sandbox.client()
        try Data("PRIVATE-TOKEN:\(GitLabStandIn.token)".utf8).write(to: standIns.file("gitlab-header"))
    }

    /// Whether the tools exist that the recipes and the stand-ins for the services need.
    static func isPossible() async throws -> Bool {
        guard Tools.have("curl", "openssl", "python3") else { return false }
        return try await ChildProgram.shell("[ -n \"$CI\" ] || python3 -c 'import yaml'").run() == 0
    }

    /// The folder that scripts start in.
    var home: URL { machine.home }

    /// The folder that stands in for the page's folder for state.
    var state: URL { machine.home.appending(path: ".astro") }

    // MARK: What the CI systems do

    /// Runs the steps of a job like GitHub's runner, until one fails; returns the result of each.
    func gitHub(_ job: RecipePage.Workflow.Job) async throws -> [BuiltProgram.Outcome] {
        var outcomes: [BuiltProgram.Outcome] = []
        for step in job.steps {
            outcomes.append(try await gitHub(step.run, env: (job.env ?? [:]).merging(step.env ?? [:]) { $1 }))
            guard outcomes.last?.exitCode == 0 else { break }
        }
        return outcomes
    }

    /// Runs a script as a step with its variables.
    func gitHub(_ script: String, env: [String: String]) async throws -> BuiltProgram.Outcome {
        let file = standIns.file("github-env")
        try Data().write(to: file)
        var variables = jobVariables.merging(try env.mapValues(rendered)) { $1 }
        if variables["ASTRO_HOME"] != nil { variables["ASTRO_HOME"] = machine.home.path() }
        variables.merge(["GITHUB_ENV": file.path(), "GITHUB_REPOSITORY": "acme/pipelines"]) { $1 }
        let outcome = try await run(script, ["--noprofile", "--norc", "-eo", "pipefail"], variables)
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).components(separatedBy: "\n")
        if lines.count >= 3, let mark = lines[0].range(of: "<<"), lines[2] == lines[0][mark.upperBound...] {
            jobVariables[String(lines[0][..<mark.lowerBound])] = lines[1]
        }
        try FileManager.default.removeItem(at: file)
        return outcome
    }

    /// Runs the lines of a script like GitLab's runner.
    func gitLab(_ script: [String]) async throws -> BuiltProgram.Outcome {
        let variables = [
            "ASTRO_ADMIN_TOKEN": sandbox.credential, "ASTRO_DEPLOYMENT_ID": ServedSandbox.production,
            "CI_API_V4_URL": gitLab.url, "CI_PROJECT_ID": "42",
            "GITLAB_API_HEADER": standIns.file("gitlab-header").path(),
        ]
        return try await run(script.joined(separator: "\n"), ["-euo", "pipefail"], variables)
    }

    /// Runs a line on a machine that is logged in and has a Deployment.
    func plain(_ line: String) async throws -> BuiltProgram.Outcome {
        try await run(
            line, ["-euo", "pipefail"],
            ["ASTRO_API_TOKEN": sandbox.credential, "ASTRO_DEPLOYMENT_ID": ServedSandbox.production])
    }

    /// Runs a script with options of bash, in the machine's world.
    func run(
        _ script: String, _ options: [String], _ variables: [String: String]
    ) async throws -> BuiltProgram.Outcome {
        let file = standIns.file("script.sh")
        try Data(script.utf8).write(to: file)
        var shell = machine.program(options + [file.path()])
        shell.executable = "/bin/bash"
        shell.variables["ASTRO_API_TOKEN"] = nil
        shell.variables.merge(variables) { $1 }
        let folders = [standIns.bin, BuiltProgram.executable.deletingLastPathComponent()].map { $0.path() }
        shell.variables["PATH"] = (folders + ["/usr/bin", "/bin"]).joined(separator: ":")
        return try await machine.finish(shell, input: "")
    }

    /// Inserts the values of a repository where an expression names them.
    private func rendered(_ text: String) throws -> String {
        guard text.hasPrefix("${{ "), text.hasSuffix(" }}") else { return text }
        let name = String(text.dropFirst(4).dropLast(3))
        let values = [
            "secrets.ASTRO_ADMIN_TOKEN": sandbox.credential, "secrets.SECRETS_WRITER": "github-token",
            "vars.ASTRO_DEPLOYMENT_ID": ServedSandbox.production,
        ].merging(jobVariables.map { ("env.\($0)", $1) }) { $1 }
        return try #require(values[name], "nothing is called '\(name)'")
    }

    // MARK: What came of it

    /// Gives the token its first known value.
    func knownValue() async throws -> String {
        let line = "deployment token rotate -t 'CI deploy' --deployment \(ServedSandbox.production) -f -c"
        return try await observer.stdout(of: line).trimmingCharacters(in: .newlines)
    }

    /// The values that the server accepts.
    func working(of values: [String]) async throws -> [String] {
        let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]
        var working: [String] = []
        for value in values {
            let code = try await observer.run(list, extra: ["ASTRO_API_TOKEN": value]).exitCode
            #expect(code == 0 || code == 3)
            if code == 0 { working.append(value) }
        }
        return working
    }

    /// Whether a value is visible where it must not be: in arguments, variables, a job's log or a file.
    func leaks(of value: String, in outcomes: [BuiltProgram.Outcome]) throws -> [String] {
        var places: [(String, String)] = outcomes.flatMap { [("stdout", $0.stdout), ("stderr", $0.stderr)] }
        places.append(("arguments and variables", (try? standIns.seen()) ?? ""))
        for path in try FileManager.default.subpathsOfDirectory(atPath: machine.home.path()) {
            guard let content = try? Data(contentsOf: machine.home.appending(path: path)) else { continue }
            places.append((path, String(decoding: content, as: UTF8.self)))
        }
        return places.filter { $0.1.contains(value) }.map(\.0)
    }

    /// The content of the folder of undelivered values.
    func undelivered() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: state.appending(path: "recovery").path())
    }

    /// Removes the machine's disk, like the end of a container.
    func throwAway() throws { try FileManager.default.removeItem(at: state) }

    /// Moves every pending overlap to a past date.
    func letTimePass() throws {
        let folder = state.appending(path: "overlap")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
            let file = folder.appending(path: name)
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let due = try #require(text.firstRange(of: /"due":"[^"]+"/))
            try Data(text.replacingCharacters(in: due, with: #""due":"2001-01-01T00:00:00Z""#).utf8).write(to: file)
        }
        try sandbox.endOverlaps()
    }
}
