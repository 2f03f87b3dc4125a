import AstroAPI
import Kernel

/// Which Workspace to work in once an Organization is chosen.
struct WorkspaceChoice {
    /// The one that was named, if any.
    let named: String?

    /// The one that was named; otherwise the only one, the last one used, or the choice of the person at the terminal.
    ///
    /// Nil where none of these says which.
    func resolve(in organization: Organization, _ context: Context) async throws -> Workspace? {
        let workspaces = try await AstroClient(context, organizationID: organization.id).workspaces()
        let candidates = Workspace.candidates(workspaces)
        if let named { return try await context.output.pick(named, from: candidates) }
        if workspaces.count == 1 { return workspaces.first }
        let lastUsed = try PlaceRecord(context).lastUsedWorkspace()
        if let same = workspaces.first(where: { $0.id == lastUsed }) { return same }
        guard context.output.canChoose, !workspaces.isEmpty else { return nil }
        return try await context.output.choose(from: candidates)
    }
}
