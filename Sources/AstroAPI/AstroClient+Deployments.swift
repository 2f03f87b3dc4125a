import Kernel

extension AstroClient {
    /// Every Deployment of the Organization, or of one Workspace.
    public func deployments(workspaceID: String? = nil) async throws -> [Deployment] {
        let query = workspaceID.map { [(name: "workspaceIds", value: $0)] } ?? []
        return try await pages(
            Deployment.self,
            of: APICall(purpose: "list the Deployments", method: .get, path: ["deployments"], query: query))
    }

    /// One Deployment.
    public func deployment(id: String) async throws -> Deployment {
        try await value(
            Deployment.self,
            of: APICall(purpose: "show the Deployment \(id)", method: .get, path: ["deployments", id]))
    }
}
