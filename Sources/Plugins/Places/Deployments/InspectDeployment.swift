import AstroAPI
import Kernel

/// Shows one Deployment, or one value of it.
struct InspectDeployment: Command, Equatable {
    static let configuration = CommandConfiguration(
        "inspect", aliases: ["in"], summary: "Show a Deployment, or one value of it",
        discussion: """
            --key takes the API's names, with dots between those of parts within parts (workerQueues.0.name), and the \
            names of deployment files (metadata.workspace_id, configuration.runtime_version).
            """,
        related: ["deployment list"],
        examples: [
            Example("inspect DEPLOYMENT_ID", "Show the basic facts"),
            Example("inspect -n Production --key status", "Give one value to a script"),
        ])
    static var fields: [String] { Deployment.columns.map(\.field) }

    @Argument(
        "DEPLOYMENT_ID", help: "The Deployment; on a terminal you may choose one", validate: .identifier,
        completion: .deployments)
    var id: String?

    @Option(
        "n", valueName: "NAME", help: "The Deployment by its name instead of its ID", validate: .notEmpty,
        completion: .deploymentNames)
    var deploymentName: String?

    @Option("k", valueName: "KEY", help: "Show this value alone", validate: .notEmpty)
    var key: String?

    @OptionGroup var workspace: WorkspaceOption

    func validate() throws {
        if id != nil, deploymentName != nil {
            throw CommandError.usage(
                "DEPLOYMENT_ID and --deployment-name both say which Deployment; give one of them")
        }
    }

    func run(in context: Context) async throws {
        let client = try AstroClient(context)
        if key != nil, context.options.fields != nil {
            throw CommandError.usage("--key and --fields both say what to show; give one of them")
        }
        let id = try await resolve(in: context, client)
        guard let key else {
            return try context.output.record(try await client.deployment(id: id), columns: Deployment.allColumns)
        }
        let deployment = try await client.deploymentText(id: id)
        guard let value = DeploymentKey(key).value(in: deployment) else {
            let nearest = Suggestion.nearest(to: key, among: deployment.members.map(\.name))
            throw CommandError(
                .notFound, "the Deployment \(id) has no '\(key)'", hint: nearest.map { "did you mean '\($0)'?" })
        }
        try write(value, context.output)
    }

    private func resolve(in context: Context, _ client: AstroClient) async throws -> String {
        if let id { return id.lowercased() }
        if deploymentName == nil, let variable = context.environment["ASTRO_DEPLOYMENT_ID"] {
            return variable.lowercased()
        }
        guard deploymentName != nil || context.output.canChoose else {
            throw CommandError.usage(
                "no Deployment is named",
                hint: "pass DEPLOYMENT_ID or set ASTRO_DEPLOYMENT_ID; astro deployment list shows the IDs")
        }
        let workspaceID = try workspace.id(in: context)
        let deployments = try await client.deployments(workspaceID: workspaceID)
        let candidates = Candidates(
            "Deployment", deployments, place: workspaceID.map { " in the Workspace \($0)" } ?? "",
            columns: Deployment.columns, listCommand: "astro deployment list --all", id: { $0.id }, name: { $0.name })
        return try await context.output.pick(deploymentName, from: candidates).id
    }

    /// Text as it is, anything else as JSON; in machine formats, text is JSON as well.
    private func write(_ value: JSONText, _ output: Output) throws {
        let isTerminal = output.console.output.isTerminal
        let isPlain = output.format != .json && output.format != .jsonl
        guard isPlain, let text = value.characters else {
            return try output.text(value.text(indented: isTerminal && output.format != .jsonl, isVisible: isTerminal))
        }
        try output.text(isTerminal ? VisibleText.escaping(text) : text)
    }
}
