import AstroAPI
import Kernel

/// Shows one of the samples.
struct InspectSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "inspect", summary: "Show one of the samples in full",
        examples: [
            Example("inspect ID", "Show every field"), Example("inspect ID --json", "Print it as JSON for a script"),
        ])
    static var fields: [String] { SamplesColumns.fields }

    @Argument("ID", help: "Which one", validate: .identifier, completion: SamplesCalls.completion)
    var id: String

    func run(in context: Context) async throws {
        try context.output.record(try await SamplesCalls(context).one(id), columns: SamplesColumns.all)
    }
}
