import AstroAPI
import Kernel

/// Deletes a token of a Deployment; a token of a larger scope loses only its role there.
struct DeleteToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "delete", aliases: ["de"], summary: "Delete a token, or take its role in a Deployment",
        discussion:
            "A token of a Workspace or of the Organization is not deleted: it loses its role in the Deployment.",
        effect: .changes,
        examples: [Example("delete TOKEN_ID --deployment-id ID --force", "Delete without a question")])
    static var fields: [String] { TokenColumns.fields }

    @OptionGroup var token: TokenSelection

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @OptionGroup var deployment: DeploymentSelection

    func run(in context: Context) async throws {
        let client = try AstroClient(context)
        let deployment = try await deployment.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, deployment: deployment)
        if target.scope == .deployment {
            try await delete(target, deployment, client, context)
        } else {
            try await removeRole(of: target, deployment, client, context)
        }
    }

    private func delete(
        _ target: APIToken, _ deployment: String, _ client: AstroClient, _ context: Context
    ) async throws {
        try target.requireOwner(deployment: deployment, toBe: "delete")
        try await confirm("Delete the token \(target.label)? Whatever uses it stops working.", context)
        try await context.uninterrupted("deleting the token \(target.label)") {
            try await client.deleteToken(id: target.id)
            try report("The token \(target.label) was deleted.", target, deployment, context)
        }
    }

    private func removeRole(
        of target: APIToken, _ deployment: String, _ client: AstroClient, _ context: Context
    ) async throws {
        let kept = try target.roles(besidesDeployment: deployment)
        guard let role = target.role(inDeployment: deployment) else {
            let message = "The token \(target.label) has no role in the Deployment \(deployment); nothing was changed."
            return try report(message, target, deployment, context)
        }
        let question = "Take the role \(role) in the Deployment \(deployment) from the token \(target.label)?"
        try await confirm(question, context)
        try await context.uninterrupted("changing the roles of the token \(target.label)") {
            try await client.updateTokenRoles(id: target.id, kept)
            var changed = target
            changed.roles = kept
            let message = "The token \(target.label) lost its role \(role) in the Deployment \(deployment)."
            try report("\(message) The token itself stays.", changed, deployment, context)
        }
    }

    private func confirm(_ question: String, _ context: Context) async throws {
        if !force { try await context.output.confirm(question, flag: "--force") }
    }

    private func report(_ message: String, _ token: APIToken, _ deployment: String, _ context: Context) throws {
        try context.output.outcome(message, token, columns: TokenColumns.all(deployment: deployment))
    }
}
