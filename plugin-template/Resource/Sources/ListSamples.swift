import AstroAPI
import Kernel

/// Lists the samples of the Organization.
struct ListSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", summary: "List the samples of the Organization", isList: true,
        examples: [
            Example("list", "Show a table"),
            Example("list --status paused --json --fields id", "Give a script those that are paused"),
        ])
    static var fields: [String] { SamplesColumns.fields }

    @Option(valueName: "ID", help: "Only those of a Deployment", validate: .identifier, completion: .deployments)
    var deployment: String?

    @Option(help: "Only those with this status")
    var status: StatusWord?

    func run(in context: Context) async throws {
        let pages = try await SamplesCalls(context).pages(deployment: deployment, status: status?.status)
        try await context.output.list(
            key: Sample.pageField, columns: SamplesColumns.all, none: "There are none."
        ) { add in
            for try await page in pages { try add(page) }
        }
    }
}
