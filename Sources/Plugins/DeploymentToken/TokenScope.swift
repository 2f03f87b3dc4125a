import AstroAPI
import Kernel

extension APIToken {
    /// What messages call it: the name for people, the ID for certainty.
    var label: String { "'\(name)' (\(id))" }

    /// Its role in a Deployment, or nil where it has none.
    func role(inDeployment deployment: String) -> String? {
        roles?.first { $0.isHeld(inDeployment: deployment) }?.role
    }

    /// Every role but the one in a Deployment, unchanged and in order.
    ///
    /// - Throws: ``CommandError`` where the server did not say which roles there are: replacing them would lose some.
    func roles(besidesDeployment deployment: String) throws -> [TokenRole] {
        guard let roles else {
            throw CommandError(
                .failure, "the server does not say which roles the token \(label) has; nothing was changed")
        }
        return roles.filter { !$0.isHeld(inDeployment: deployment) }
    }

    /// Checks that the token belongs to the Deployment and to nothing larger.
    ///
    /// - Throws: ``CommandError`` that names the command for tokens of its scope.
    func requireOwner(deployment: String, toBe purpose: String) throws {
        if let command = commandForScope(purpose) {
            throw CommandError.usage(
                "the token \(label) is of scope \(scope) and cannot be \(purpose)d here; nothing was changed",
                hint: command)
        }
        guard role(inDeployment: deployment) != nil else { throw notInDeployment(deployment) }
    }

    /// The refusal of a token that has nothing to do with the Deployment.
    func notInDeployment(_ deployment: String) -> CommandError {
        CommandError(
            .notFound, "the token \(label) has no role in the Deployment \(deployment); nothing was changed",
            hint: "astro deployment token list --deployment-id \(deployment)")
    }

    /// The command for a token of another scope, or nil where this family's is right.
    private func commandForScope(_ verb: String) -> String? {
        switch scope {
        case .workspace:
            let workspace = roles?.first { $0.entityType == .workspace }.map { " --workspace-id \($0.entityId)" } ?? ""
            return "astro workspace token \(verb) \(id)\(workspace)"
        case .organization: return "astro organization token \(verb) \(id)"
        default: return nil
        }
    }
}

extension TokenRole {
    fileprivate func isHeld(inDeployment deployment: String) -> Bool {
        entityType == .deployment && entityId.lowercased() == deployment
    }
}
