import Foundation
import KernelTesting
import Testing

@Suite("The GitHub action", .enabled { try await Runner.isPossible() })
struct ActionTests {
    let runner: Runner
    let release: ReleaseFolder
    let action: ActionFile

    init() async throws {
        runner = try await Runner()
        release = try await ReleaseFolder()
        let text = try CodeBase.file("action.yml").lines.joined(separator: "\n")
        action = try await RecipePage.yaml(text)
    }

    /// The result of a run of the action.
    private struct Outcome {
        var steps: [BuiltProgram.Outcome] = []
        var outputs: [String] = []
        var paths: [String] = []
        var last: BuiltProgram.Outcome? { steps.last }
    }

    /// Runs the action's steps like GitHub's runner, until one fails.
    private func use(_ inputs: [String: String], extra: [String: String] = [:]) async throws -> Outcome {
        let files = ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_ENV"].map { ($0, runner.standIns.file($0)) }
        for (_, file) in files { try Data().write(to: file) }
        var world = Dictionary(uniqueKeysWithValues: files.map { ($0.0, $0.1.path()) })
        world["RUNNER_TEMP"] = runner.standIns.file("temp").path()
        world["GITHUB_ACTION_PATH"] = CodeBase.root.path()
        world["GITHUB_REPOSITORY"] = "acme/pipelines"
        world["ASTRO_API_TOKEN"] = runner.sandbox.credential
        var outcome = Outcome()
        for (step, variables) in try action.steps(inputs) {
            #expect(step.shell == "bash")
            let all = world.merging(variables) { $1 }.merging(extra) { $1 }
            let result = try await runner.run(step.run, ["--noprofile", "--norc", "-eo", "pipefail"], all)
            outcome.steps.append(result)
            if result.exitCode != 0 { break }
        }
        outcome.outputs = try lines(files[0].1)
        outcome.paths = try lines(files[1].1)
        return outcome
    }

    private func lines(_ file: URL) throws -> [String] {
        String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private var from: [String: String] { ["from": release.url.path()] }

    @Test("installs the version, adds it to PATH, reports both, and rotates nothing")
    func installs() async throws {
        let outcome = try await use(from.merging(["version": ReleaseFolder.version]) { $1 })
        #expect(outcome.steps.map(\.exitCode) == [0], "\(outcome.steps.map(\.stderr))")
        let folder = runner.standIns.file("temp").appending(path: "astro-tokens/bin").path()
        #expect(outcome.paths == [folder])
        let version = try await runner.plain("astro version").stdout.dropFirst(6).dropLast()
        #expect(outcome.outputs == ["version=\(version)", "path=\(folder)/astro"])
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder)/astro"))
    }

    @Test("rotates a token into a command, and outputs its ID and no secret")
    func rotates() async throws {
        let old = try await runner.knownValue()
        let inputs = from.merging([
            "token-name": "CI deploy", "deployment": ServedSandbox.production,
            "to-command": "gh secret set ASTRO_DEPLOY_TOKEN --app actions --repo acme/pipelines",
        ]) { $1 }
        let outcome = try await use(inputs, extra: ["GH_TOKEN": "github-token"])
        #expect(outcome.steps.map(\.exitCode) == [0, 0], "\(outcome.steps.map(\.stderr))")
        let new = try #require(runner.standIns.delivered("gh ASTRO_DEPLOY_TOKEN"))
        #expect(try await runner.working(of: [old, new]) == [new])
        #expect(try runner.leaks(of: new, in: outcome.steps) == [])
        #expect(outcome.outputs.count == 3)
        #expect(outcome.outputs.last?.wholeMatch(of: /token-id=[a-z0-9]+/) != nil)
        #expect(!outcome.outputs.joined().contains(new))
    }

    @Test("rotates a token into a variable, which is masked in the log first")
    func rotatesToVariable() async throws {
        let inputs = from.merging([
            "token-name": "CI deploy", "deployment": ServedSandbox.production, "to-github-env": "DEPLOY_TOKEN",
        ]) { $1 }
        let outcome = try await use(inputs)
        #expect(outcome.steps.map(\.exitCode) == [0, 0], "\(outcome.steps.map(\.stderr))")
        let log = try #require(outcome.last?.stdout)
        let value = try #require(log.wholeMatch(of: /::add-mask::(\S+)\n/)?.1)
        #expect(try lines(runner.standIns.file("GITHUB_ENV")).contains(String(value)))
        #expect(outcome.outputs.last?.hasPrefix("token-id=") == true)
    }

    @Test("changes nothing without a destination, so no value gets into the log")
    func noDestination() async throws {
        let old = try await runner.knownValue()
        let inputs = from.merging(["token-name": "CI deploy", "deployment": ServedSandbox.production]) { $1 }
        let outcome = try await use(inputs)
        #expect(outcome.steps.map(\.exitCode) == [0, 2])
        #expect(outcome.last?.stderr.contains("nothing was changed") == true)
        #expect(try await runner.working(of: [old]) == [old])
    }

    @Test("refuses a download with a wrong checksum, and adds nothing to PATH")
    func spoilt() async throws {
        let package = try #require(
            FileManager.default.contentsOfDirectory(atPath: release.url.path()).first { $0.hasSuffix(".gz") })
        try Data("rubbish".utf8).write(to: release.url.appending(path: package))
        let outcome = try await use(from)
        #expect(outcome.steps.map(\.exitCode) == [1])
        #expect(outcome.last?.stderr.contains("checksum of \(package) is wrong") == true)
        #expect(outcome.paths == [] && outcome.outputs == [])
    }

    @Test(
        "treats hostile inputs as text",
        arguments: ["version", "from", "token-name", "deployment", "overlap", "to-command", "to-github-env"])
    func hostile(input: String) async throws {
        let old = try await runner.knownValue()
        for value in HostileText.all {
            var inputs = from.merging([
                "token-name": "CI deploy", "deployment": ServedSandbox.production, "to-command": "false",
            ]) { $1 }
            inputs[input] = value
            let outcome = try await use(inputs)
            #expect(outcome.last?.exitCode != 0, "\(value)")
            #expect(try await runner.working(of: [old]) == [old])
            #expect(HostileText.traces(in: outcome.outputs + outcome.paths, [runner.home, CodeBase.root]) == [])
        }
    }
}
