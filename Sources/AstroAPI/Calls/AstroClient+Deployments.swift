package import Kernel

extension AstroClient {
    /// Every Deployment of the Organization, or of one Workspace.
    public func deployments(workspaceID: String? = nil) async throws -> [Deployment] {
        let query = workspaceID.map { [(name: "workspaceIds", value: $0)] } ?? []
        return try await connection.pages(
            Deployment.self,
            of: APICall(purpose: "list the Deployments", method: .get, path: ["deployments"], query: query))
    }

    /// One Deployment.
    public func deployment(id: String) async throws -> Deployment {
        try await connection.value(Deployment.self, of: Self.show(id))
    }

    /// One Deployment as the server describes it, with what this program has no names for.
    package func deploymentText(id: String) async throws -> JSONText {
        let call = Self.show(id)
        let response = try await connection.send(call)
        guard let text = JSONText(parsing: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return text
    }

    private static func show(_ id: String) -> APICall {
        APICall(purpose: "show the Deployment \(id)", method: .get, path: ["deployments", id])
    }
}
