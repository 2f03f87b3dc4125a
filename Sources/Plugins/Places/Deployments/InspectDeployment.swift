import AstroAPI
import AstroPlaces
import Kernel

/// Shows one Deployment, or one of its values.
struct InspectDeployment: Command, Equatable {
    static let configuration = CommandConfiguration(
        "inspect", aliases: ["in"], summary: "Show a Deployment, or one value of it",
        discussion: """
            On a terminal it is a table; in a pipe, and with -o yaml or -o json, the document that Deployment files are \
            made of. --key takes the document's names (metadata.airflow_api_url, configuration.runtime_version), and the \
            API's own (status, workerQueues.0.name).
            """,
        related: ["deployment list"],
        examples: [
            Example("inspect DEPLOYMENT_ID", "Show the basic facts"),
            Example("inspect -n Production --key metadata.airflow_api_url", "Print one value for a script"),
            Example("inspect -n Production --template -o yaml", "Write a template for other Deployments"),
        ])
    static var fields: [String] { Deployment.columns.map(\.field) }

    @Argument(
        "DEPLOYMENT_ID", help: "The Deployment, by ID or name; omit it on a terminal to choose one",
        validate: .notEmpty,
        completion: .deployments)
    var id: String?

    @Option(
        "n", valueName: "NAME", help: "The Deployment by its name instead of its ID", validate: .notEmpty,
        completion: .deploymentNames)
    var deploymentName: String?

    @Option("k", valueName: "KEY", help: "Show only this value", validate: .notEmpty)
    var key: String?

    @Flag("t", help: "Omit name and metadata, as a template for other Deployments")
    var template = false

    @Flag(help: "Show the identity that tasks have in the cloud")
    var showWorkloadIdentity = false

    @Flag("c", help: "Has no effect: stdout has nothing but the result", visibility: .hidden)
    var cleanOutput = false

    @OptionGroup var workspace: WorkspaceOption

    func validate() throws {
        if id != nil, deploymentName != nil {
            throw CommandError.usage(
                "DEPLOYMENT_ID and --deployment-name both say which Deployment; give one of them")
        }
    }

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        if key != nil, context.options.fields != nil {
            throw CommandError.usage("--key and --fields both say what to show; give one of them")
        }
        let id = try await resolve(in: context, client)
        guard key != nil || showsDocument(context) else {
            return try context.output.record(try await client.deployment(id: id), columns: Deployment.allColumns)
        }
        let deployment = try await client.deploymentText(id: id)
        let document = DeploymentDocument(
            of: deployment, .init(isTemplate: template, showsIdentity: showWorkloadIdentity))
        guard let key else { return try context.output.document(document.whole) }
        try show(key, of: deployment, document, id, context.output)
    }

    /// Returns false for people at a terminal, and for a requested table or fields of it.
    private func showsDocument(_ context: Context) -> Bool {
        let options = context.options
        if template { return true }
        if options.fields != nil || options.format == .csv { return false }
        if options.format.isTable { return options.output == nil && !context.output.console.output.isTerminal }
        return true
    }

    private func show(
        _ key: String, of deployment: JSONText, _ document: DeploymentDocument, _ id: String, _ output: Output
    ) throws {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        if let value = document.value(at: parts) {
            let isScalar = value.elements == nil && value.members.isEmpty
            return try isScalar ? write(value, output) : output.document(value)
        }
        if let value = DeploymentKey(key).value(in: deployment) { return try write(value, output) }
        let known = document.keys(near: parts)
        let nearest = Suggestion.nearest(
            to: String(parts.last ?? ""),
            among: known.names + (known.path.isEmpty ? deployment.members.map(\.name) : []))
        let place = known.path.isEmpty ? "there are" : "\(known.path) has"
        throw CommandError(
            .notFound, "the Deployment \(id) has no '\(key)'; \(place) \(known.names.joined(last: "and"))",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "use one of these keys")
    }

    private func resolve(in context: Context, _ client: AstroClient) async throws -> String {
        let directory = PlaceDirectory(context, client)
        let variable = deploymentName == nil ? context.environment[own: "DEPLOYMENT_ID"] : nil
        if let word = id ?? variable {
            return try await directory.deployment(Reference(word), in: workspace.reference).id
        }
        guard deploymentName != nil || context.output.canChoose else {
            throw CommandError.usage(
                "no Deployment is named",
                hint: "pass a DEPLOYMENT_ID from '\(command: "deployment list", "--all")'")
        }
        let candidates = try await directory.deployments(in: workspace.current(in: context)).meant("to inspect")
        guard let deploymentName else { return try await context.output.choose(from: candidates).id }
        return try await context.output.pick(named: deploymentName, from: candidates).id
    }

    /// Writes text unchanged, and anything else as JSON; in machine formats, text is JSON, too.
    private func write(_ value: JSONText, _ output: Output) throws {
        let isTerminal = output.console.output.isTerminal
        let isPlain = output.format != .json && output.format != .jsonl
        guard isPlain, let text = value.characters else {
            return try output.line(value.text(indented: isTerminal && output.format != .jsonl, isVisible: isTerminal))
        }
        try output.line(isTerminal ? VisibleText.escaping(text) : text)
    }
}
