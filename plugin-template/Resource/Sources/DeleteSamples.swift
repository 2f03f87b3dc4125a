import AstroAPI
import Kernel

/// Deletes one of the samples.
struct DeleteSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "delete", summary: "Delete one of the samples", effect: .changes,
        examples: [
            Example("delete ID", "Delete it, after a question"), Example("delete ID --yes", "Delete it in a script"),
        ])

    @Argument("ID", help: "Which one", validate: .identifier, completion: SamplesCalls.completion)
    var id: String

    @Flag("y", help: "Skip the confirmation")
    var yes = false

    func run(in context: Context) async throws {
        let calls = try await SamplesCalls(context)
        let known = try await calls.one(id)
        if !yes { try await context.output.confirm("Delete the sample '\(known.name)'?", flag: "--yes") }
        try await context.uninterrupted("deleting the sample '\(known.name)'") {
            try await calls.delete(known)
            context.output.notice("Deleted the sample '\(known.name)'.")
        }
    }
}
