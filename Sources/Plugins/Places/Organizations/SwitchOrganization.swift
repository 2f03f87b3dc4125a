import AstroAPI
import AstroPlaces
import Kernel

/// Changes the default Organization.
struct SwitchOrganization: Command, Equatable {
    static let configuration = CommandConfiguration(
        "switch", aliases: ["sw"], summary: "Switch to another Organization",
        discussion: """
            The choice is written to the context's settings in the home config file. The Workspace is chosen again: the \
            only one there is, the last one used, or your choice on a terminal; otherwise none.
            """, audience: .people,
        related: ["organization list", "workspace switch"],
        examples: [
            Example("switch 'Acme'", "Choose by name"),
            Example("switch Acme --workspace Analytics", "Choose both"),
        ])
    static var fields: [String] { Organization.columns.map(\.field) }

    @Argument(
        "NAME_OR_ID", help: "The Organization; omit it on a terminal to choose one", validate: .notEmpty,
        completion: .organizationNames)
    var organization: String?

    @Option(
        "w", aliases: ["workspace-id"], valueName: "NAME_OR_ID", help: "The Workspace to work in there, by name or ID",
        validate: .notEmpty)
    var workspace: String?

    @Flag("l", help: "Has no effect: a switch needs no login", visibility: .hidden)
    var loginLink = false

    func run(in context: Context) async throws {
        let chosen = try await context.output.pick(
            organization,
            from: .organizations(
                try await OrganizationDirectory(context).organizations(), consequence: "; nothing was changed"
            ).meant("to switch to"))
        let workspace = try await WorkspaceChoice(named: workspace, in: chosen, context).workspace
        let record = try PlaceRecord(context)
        try record.write(chosen, workspace)
        try context.output.outcome(
            message(chosen, workspace), chosen, columns: Organization.columns,
            hint: workspace == nil ? .command("workspace switch") : nil)
        record.warnOfOverrides(chosen, workspace)
    }

    private func message(_ organization: Organization, _ workspace: Workspace?) -> String {
        let rest =
            workspace.map { " and the Workspace \($0.name) (\($0.id))" }
            ?? "; no Workspace is chosen"
        return "Switched to the Organization \(organization.name) (\(organization.id))\(rest)."
    }
}
