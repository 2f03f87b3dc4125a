package import AstroAPI
package import Kernel

/// The Workspace to work in after an Organization is chosen.
package struct WorkspaceChoice: Sendable {
    /// The Workspace; nil if none is determined.
    package let workspace: Workspace?
    /// The number of Workspaces.
    package let count: Int

    /// Finds the named Workspace; without a name, the last one used, the only one, or the one that the person at the
    /// terminal chooses.
    package init(named: String?, in organization: Organization, _ context: Context) async throws {
        let workspaces = try await AstroClient(context, organizationID: organization.id).workspaces()
        count = workspaces.count
        let candidates = Candidates.workspaces(workspaces, consequence: "; nothing was changed").meant("to work in")
        let lastUsed = try PlaceRecord(context).lastUsedWorkspace()
        if let named {
            workspace = try await context.output.pick(named, from: candidates)
        } else if let same = workspaces.first(where: { $0.id == lastUsed }) {
            workspace = same
        } else if workspaces.count == 1 {
            workspace = workspaces.first
        } else {
            let isAsked = context.output.canChoose && !workspaces.isEmpty
            workspace = isAsked ? try await context.output.choose(from: candidates) : nil
        }
    }
}
