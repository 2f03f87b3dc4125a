import Kernel
import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery

/// The placeholders of destinations for a token and its place.
enum TokenPlaceholders {
    /// The only one that is unique for each token.
    static let id = "token.id"

    static let names = [
        id, "token.name", "deployment.id", "deployment.name", "workspace.id", "workspace.name", "organization.id",
        "organization.name",
    ]
}

extension FleetTarget {
    /// The values for the token; empty if it has none, such as the Deployment of a Workspace's token.
    var placeholders: Placeholders {
        let names = fleet.names
        let deployment = place.scope == .deployment ? place.id : ""
        let workspace = names.workspaceID(of: place) ?? ""
        func name(_ scope: TokenScope, _ id: String) -> String {
            id.isEmpty ? "" : names.named(TokenPlace(scope: scope, id: id)).name ?? ""
        }
        return Placeholders(
            of: "the token \(token.label)",
            [
                TokenPlaceholders.id: token.id, "token.name": token.name, "deployment.id": deployment,
                "deployment.name": name(.deployment, deployment), "workspace.id": workspace,
                "workspace.name": name(.workspace, workspace), "organization.id": fleet.client.organizationID,
                "organization.name": names.organizationName ?? "",
            ])
    }
}
