import AstroAPI
import AstroSandbox

extension Seed {

    private static let founded = Timestamp("2025-03-03T09:00:00.000Z")

    static let organization = Organization(
        id: SandboxPlaces.organization, name: "Acme", product: "HOSTED", status: "ACTIVE", createdAt: founded,
        updatedAt: founded)

    static let workspaces = [
        workspace(SandboxPlaces.analytics, "Analytics", "Reports and dashboards"),
        workspace(SandboxPlaces.payments, "Payments", "Everything that moves money"),
    ]

    static let deployments = [
        deployment(SandboxPlaces.production, "Production", namespace: "stellar-orbit-1042", in: workspaces[0]),
        deployment(SandboxPlaces.staging, "Staging", namespace: "lunar-crater-2711", in: workspaces[0]),
        deployment(SandboxPlaces.ledger, "Ledger", namespace: "solar-flare-3150", in: workspaces[1]),
    ]

    private static func workspace(_ id: String, _ name: String, _ description: String) -> Workspace {
        Workspace(
            id: id, name: name, organizationId: SandboxPlaces.organization, organizationName: organization.name,
            description: description, cicdEnforcedDefault: false, createdAt: founded, updatedAt: founded)
    }

    private static func deployment(
        _ id: String, _ name: String, namespace: String, in workspace: Workspace
    ) -> Deployment {
        Deployment(
            id: id, name: name, namespace: namespace, status: "HEALTHY", workspaceId: workspace.id,
            workspaceName: workspace.name, organizationId: SandboxPlaces.organization, description: "",
            airflowVersion: "3.0.2", astroRuntimeVersion: "3.0-4", cloudProvider: "AWS", region: "eu-central-1",
            clusterName: "Standard eu-central-1", isCicdEnforced: false, isDagDeployEnabled: true, type: "STANDARD",
            createdAt: founded, updatedAt: founded)
    }
}
