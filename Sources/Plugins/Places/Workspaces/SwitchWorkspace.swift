import AstroAPI
import AstroPlaces
import Kernel

/// Changes the default Workspace.
struct SwitchWorkspace: Command, Equatable {
    static let configuration = CommandConfiguration(
        "switch", aliases: ["sw"], summary: "Switch to another Workspace",
        discussion: "The choice is written to the context's settings in the home config file.",
        audience: .people, related: ["workspace list", "organization switch"],
        examples: [Example("switch 'Analytics'", "Choose by name"), Example("switch WORKSPACE_ID", "Choose by ID")])
    static var fields: [String] { Workspace.columns.map(\.field) }

    @Argument(
        "NAME_OR_ID", help: "The Workspace; omit it on a terminal to choose one", validate: .notEmpty,
        completion: .workspaceNames)
    var workspace: String?

    func run(in context: Context) async throws {
        let workspaces = try await AstroClient(context).workspaces()
        let chosen = try await context.output.pick(
            workspace, from: .workspaces(workspaces, consequence: "; nothing was changed").meant("to switch to"))
        let record = try PlaceRecord(context)
        try record.write(chosen)
        try context.output.outcome(
            "Switched to the Workspace \(chosen.name) (\(chosen.id)).", chosen, columns: Workspace.columns)
        record.warnOfOverrides(chosen)
    }
}
