import AstroAPI
import Kernel

/// Changes the status of any number of samples.
struct UpdateSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "update", summary: "Change the status of samples", effect: .changes, isRepeatable: true,
        furtherExitCodes: [.partial],
        examples: [Example("update ID ID --status paused", "Pause two of them")])
    static var fields: [String] { SamplesColumns.fields }

    @Argument("ID", help: "Which ones", validate: .identifier, completion: SamplesCalls.completion)
    var ids: Set<String>

    @Option(help: "Their status from now on")
    var status: StatusWord

    func run(in context: Context) async throws {
        let calls = try await SamplesCalls(context)
        let outcomes = try await context.forEach(ids.sorted(), "Changing the samples") { id in
            try await calls.update(id, to: status.status)
        }
        try context.output.list(
            outcomes.values, key: Sample.pageField, columns: SamplesColumns.all, none: "Nothing was changed.")
        try outcomes.requireSuccess { "the sample \($0)" }
    }
}
