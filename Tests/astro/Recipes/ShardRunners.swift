import Foundation
import Testing

/// Runs a workflow's jobs like GitHub, with the parts of its actions that the recipe uses.
struct GitHubRunner: Sendable {
    private let machines: FleetMachines

    init(_ machines: FleetMachines) { self.machines = machines }

    /// Runs a job on a new machine; returns the result of its script.
    func run(
        _ job: FleetWorkflow.Job, _ index: Int = 0, of count: Int = 1, dies: Bool = false
    ) async throws -> BuiltProgram.Outcome {
        let machine = try machines.machine()
        var result: BuiltProgram.Outcome?
        for step in job.steps where result?.exitCode ?? 0 == 0 || step.if == "always()" {
            func rendered(_ text: String) throws -> String { try self.rendered(text, index, count) }
            if let script = step.run {
                let outcome = try await machines.run(
                    script, ["--noprofile", "--norc", "-eo", "pipefail"], on: machine,
                    try (step.env ?? [:]).mapValues(rendered), dies: dies)
                result = outcome
                // Nothing is left to run the steps that always run.
                if outcome.exitCode > 128 { return outcome }
            } else {
                let inputs = try (step.with ?? [:]).mapValues { try rendered($0.text) }
                try use(try #require(step.uses), inputs, machine)
            }
        }
        return try #require(result)
    }

    private func use(_ action: String, _ inputs: [String: String], _ machine: BuiltProgram) throws {
        switch action.prefix(while: { $0 != "@" }) {
        case "actions/checkout", "OWNER/REPOSITORY": break
        case "actions/upload-artifact":
            // Without 'overwrite', a repeated job could not upload what its first attempt uploaded.
            #expect(inputs["overwrite"] == "true")
            let found = try machines.store(try #require(inputs["path"]), of: machine, as: try #require(inputs["name"]))
            #expect(found || inputs["if-no-files-found"] == "ignore")
        case "actions/download-artifact":
            if let name = inputs["name"] {
                #expect(inputs["path"] == nil)
                let found = try machines.fetch(name, to: "plan.json", on: machine)
                #expect(found, "there is no artifact \(name)")
            } else {
                #expect(inputs["merge-multiple"] == "true")
                try machines.fetch(
                    try #require(inputs["pattern"]), to: try #require(inputs["path"]), on: machine)
            }
        default: Issue.record("nobody knows the action \(action)")
        }
    }

    private func rendered(_ text: String, _ index: Int, _ count: Int) throws -> String {
        var text = text
        for (name, value) in [
            ("strategy.job-index", "\(index)"), ("strategy.job-total", "\(count)"),
            ("secrets.ASTRO_ADMIN_TOKEN", machines.sandbox.credential),
        ] { text = text.replacing("${{ \(name) }}", with: value) }
        try #require(!text.contains("${{"), "nobody knows what \(text) is")
        return text
    }
}

/// Runs a pipeline's jobs like GitLab.
struct GitLabRunner: Sendable {
    private let machines: FleetMachines
    private let artifacts: [String]

    /// - Parameter artifacts: The files that the first job leaves for the others.
    init(_ machines: FleetMachines, artifacts: [String]) {
        (self.machines, self.artifacts) = (machines, artifacts)
    }

    /// Runs a job, or the job with a number of several.
    func run(
        _ job: FleetPipeline.Job, _ number: Int? = nil, of count: Int = 1, dies: Bool = false
    ) async throws -> BuiltProgram.Outcome {
        let machine = try machines.machine()
        var variables = ["ASTRO_API_TOKEN": machines.sandbox.credential]
        if let number { variables.merge(["CI_NODE_INDEX": "\(number)", "CI_NODE_TOTAL": "\(count)"]) { $1 } }
        let key = try key(job.cache, variables)
        for path in job.needs == nil ? [] : artifacts { try machines.fetch(path, to: path, on: machine) }
        for path in job.cache?.paths ?? [] { try machines.fetch("\(key)-\(path)", to: path, on: machine) }
        let outcome = try await machines.run(
            job.script.joined(separator: "\n"), ["-euo", "pipefail"], on: machine, variables, dies: dies)
        if outcome.exitCode > 128 { return outcome }
        for path in outcome.exitCode == 0 ? job.artifacts?.paths ?? [] : [] {
            let found = try machines.store(path, of: machine, as: path)
            #expect(found)
        }
        if outcome.exitCode == 0 || job.cache?.when == "always" {
            for path in job.cache?.paths ?? [] { try machines.store(path, of: machine, as: "\(key)-\(path)") }
        }
        return outcome
    }

    private func key(_ cache: FleetPipeline.Paths?, _ variables: [String: String]) throws -> String {
        var key = cache?.key ?? ""
        for (name, value) in variables.merging(["CI_PIPELINE_ID": "7"], uniquingKeysWith: { $1 }) {
            key = key.replacing("$\(name)", with: value)
        }
        try #require(!key.contains("$"), "nobody knows what \(key) is")
        return key
    }
}
