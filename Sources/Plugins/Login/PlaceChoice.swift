import AstroAPI
import AstroPlaces
import Kernel

/// Chooses the Organization and the Workspace to work in after a login.
///
/// The context's choice is kept if it still exists; a single option is taken; from several, the person chooses. If
/// nobody can be asked, it takes the first Organization, like the Go CLI, and no Workspace.
struct PlaceChoice {
    /// The choice, with notes for the person.
    struct Outcome: Sendable {
        var organization: Organization?
        var workspace: Workspace?
        var notes: [(message: String, hint: Hint?)] = []

        /// The choice in a sentence, if there is one.
        var words: String? {
            guard let organization else { return nil }
            return "The Organization is \(organization.name)\(workspace.map { ", the Workspace \($0.name)" } ?? "")."
        }

        /// Writes it below a context's path; anything that wasn't determined is kept.
        func write(to document: inout ConfigDocument, below path: [String]) throws {
            guard let organization else { return }
            try PlaceRecord.write(organization, workspace, to: &document, below: path)
        }
    }

    /// The context, which is already logged in.
    let context: Context
    let domain: String
    /// Whether this is the credential's first use, in which case the server must accept it.
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
            // The login itself succeeded and need not be repeated.
            outcome.notes.append(
                (
                    "Not everything was chosen: \(CommandError(describing: error).message).",
                    .command("organization switch")
                ))
        }
        return outcome
    }

    private func chooseOrganization(_ outcome: inout Outcome) async throws {
        let all = try await OrganizationDirectory(context).organizations()
        let present = try PlaceRecord(context).organization()
        if let stays = all.first(where: { $0.id == present }) {
            outcome.organization = stays
        } else if all.count > 1, context.output.canChoose {
            outcome.organization = try await context.output.choose(from: .organizations(all).meant("to work in"))
        } else if let first = all.first {
            outcome.organization = first
            if all.count > 1 {
                outcome.notes.append(
                    (
                        "\(first.name) is the first of \(all.count) Organizations.",
                        "'\(command: "organization switch")' chooses another"
                    ))
            }
        } else {
            outcome.notes.append(("You belong to no Organization yet.", "ask an Organization Owner to invite you"))
        }
    }

    private func chooseWorkspace(_ outcome: inout Outcome) async throws {
        guard let organization = outcome.organization else { return }
        let choice = try await WorkspaceChoice(named: nil, in: organization, context)
        outcome.workspace = choice.workspace
        guard choice.workspace == nil, choice.count > 1 else { return }
        outcome.notes.append(
            (
                "There are \(choice.count) Workspaces and none is chosen.",
                .command("workspace switch", "WORKSPACE_ID")
            ))
    }
}
