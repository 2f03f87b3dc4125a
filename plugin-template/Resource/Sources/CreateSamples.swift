import AstroAPI
import Kernel

/// Creates one of the samples.
struct CreateSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "create", summary: "Create one of the samples", effect: .changes,
        examples: [Example("create 'Every night' --deployment ID", "Create one for a Deployment")])
    static var fields: [String] { SamplesColumns.fields }

    @Argument("NAME", help: "What it is called", validate: .notEmpty)
    var name: String

    @Option(
        valueName: "ID", help: "The Deployment that it is for", environment: "ASTRO_DEPLOYMENT_ID",
        validate: .identifier, completion: .deployments)
    var deployment: String

    @Option("d", valueName: "TEXT", help: "What it is for")
    var description: String?

    func run(in context: Context) async throws {
        let calls = try await SamplesCalls(context)
        let wanted = NewSample(name: name, deploymentId: deployment, description: description)
        // Ctrl-C must not come between the server's answer and its report.
        try await context.uninterrupted("creating the sample '\(name)'") {
            let made = try await calls.create(wanted)
            try context.output.outcome(
                "Created the sample '\(made.name)' (\(made.id)).", made, columns: SamplesColumns.all)
        }
    }
}
