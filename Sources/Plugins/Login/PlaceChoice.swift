import AstroAPI
import Kernel

/// Chooses the Organization and the Workspace to work in after a login.
///
/// What the context has stays where it is still there; the only one is taken; of several, the person chooses. Without a
/// person to ask, the first Organization is taken, as the Go CLI does, and no Workspace.
struct PlaceChoice {
    /// What was chosen, and what to tell of it.
    struct Outcome: Sendable {
        var organization: Organization?
        var workspace: Workspace?
        var hints: [String] = []

        /// The choice in a sentence, or nil where there is none.
        var words: String? {
            guard let organization else { return nil }
            return "The Organization is \(organization.name)\(workspace.map { ", the Workspace \($0.name)" } ?? "")."
        }

        /// Writes it below a context's path; what was not found out stays as it is.
        func write(to document: inout ConfigDocument, below path: [String]) throws {
            guard let organization else { return }
            try document.set(organization.id, at: path + ["organization"])
            try document.set(organization.product ?? "HYBRID", at: path + ["organization_product"])
            try document.put(workspace?.id, at: path + ["workspace"])
            if let workspace { try document.set(workspace.id, at: path + ["last_used_workspace"]) }
        }
    }

    /// What is logged in already.
    let context: Context
    let domain: String
    /// Whether this is the first that the server hears of the credential: it must accept it then.
    let isCheck: Bool

    func choose() async throws -> Outcome {
        var outcome = Outcome()
        do {
            try await chooseOrganization(&outcome)
            if outcome.organization != nil { try await chooseWorkspace(&outcome) }
        } catch let error as APIError where error.status == 401 {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch  where !isCheck || outcome.organization != nil {
            // The login itself is good, and not to be done again because of this.
            outcome.hints.append(
                "Not everything was chosen: \(CommandError(describing: error).message). Choose with "
                    + "'astro organization switch' and 'astro workspace switch'.")
        }
        return outcome
    }

    private func chooseOrganization(_ outcome: inout Outcome) async throws {
        let all = try await OrganizationDirectory(context).organizations()
        let present = try setting("organization")
        if let stays = all.first(where: { $0.id == present }) {
            outcome.organization = stays
        } else if all.count > 1, context.output.canChoose {
            outcome.organization = try await context.output.choose(
                "Organization", from: all,
                columns: [Column("name", "NAME") { $0.name }, Column("id", "ID") { $0.id }])
        } else if let first = all.first {
            outcome.organization = first
            if all.count > 1 {
                outcome.hints.append(
                    "\(first.name) is the first of \(all.count) Organizations; 'astro organization switch' takes another."
                )
            }
        } else {
            outcome.hints.append("You belong to no Organization yet; ask an owner of yours to invite you.")
        }
    }

    private func chooseWorkspace(_ outcome: inout Outcome) async throws {
        guard let organization = outcome.organization else { return }
        let all = try await AstroClient(context, organizationID: organization.id).workspaces()
        let lastUsed = try setting("last_used_workspace") ?? setting("workspace")
        if let stays = all.first(where: { $0.id == lastUsed }) {
            outcome.workspace = stays
        } else if all.count == 1 {
            outcome.workspace = all.first
        } else if all.count > 1, context.output.canChoose {
            outcome.workspace = try await context.output.choose(
                "Workspace", from: all, columns: [Column("name", "NAME") { $0.name }, Column("id", "ID") { $0.id }])
        } else if all.count > 1 {
            outcome.hints.append(
                "There are \(all.count) Workspaces and none is chosen; 'astro workspace switch ID' takes one.")
        }
    }

    private func setting(_ key: String) throws -> String? {
        try context.config.value(at: context.config.path(ofContext: domain) + [key])
    }
}
