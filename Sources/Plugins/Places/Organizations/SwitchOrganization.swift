import AstroAPI
import Kernel

/// Works in another Organization from now on.
struct SwitchOrganization: Command, Equatable {
    static let configuration = CommandConfiguration(
        "switch", aliases: ["sw"], summary: "Work in another Organization from now on",
        discussion: """
            The choice is written to the context's settings in the home config file. The Workspace is chosen anew: the \
            only one there is, the last one used, or your choice on a terminal; otherwise none.
            """,
        related: ["organization list", "workspace switch"],
        examples: [
            Example("switch 'Acme'", "Choose by name"),
            Example("switch ORGANIZATION_ID --workspace-id ID", "Choose both"),
        ])
    static var fields: [String] { Organization.columns.map(\.field) }

    @Argument(
        "NAME_OR_ID", help: "The Organization; on a terminal you may choose one", validate: .notEmpty,
        completion: .organizationNames)
    var organization: String?

    @Option("w", valueName: "ID", help: "The Workspace to work in there", validate: .identifier)
    var workspaceID: String?

    @Flag("l", help: "Has no effect: a switch needs no login", visibility: .hidden)
    var loginLink = false

    func run(in context: Context) async throws {
        let organizations = Candidates(
            "Organization", try await OrganizationDirectory(context).organizations(),
            consequence: "; nothing was changed", columns: Organization.columns,
            listCommand: "astro organization list", id: { $0.id }, name: { $0.name })
        let chosen = try await context.output.pick(organization, from: organizations)
        let workspace = try await WorkspaceChoice(named: workspaceID).resolve(in: chosen, context)
        let record = try PlaceRecord(context)
        try record.write(chosen, workspace)
        try context.output.outcome(message(chosen, workspace), chosen, columns: Organization.columns)
        record.warnOfOverrides(chosen, workspace)
    }

    private func message(_ organization: Organization, _ workspace: Workspace?) -> String {
        let rest =
            workspace.map { ", the Workspace \($0.name) (\($0.id))" }
            ?? "; no Workspace is chosen (astro workspace switch chooses one)"
        return "The Organization is \(organization.name) (\(organization.id)) now\(rest)."
    }
}
