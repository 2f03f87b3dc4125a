import Kernel

extension AstroClient {
    /// Every Workspace of the Organization.
    public func workspaces() async throws -> [Workspace] {
        try await connection.pages(
            Workspace.self, of: APICall(purpose: "list the Workspaces", method: .get, path: ["workspaces"]))
    }
}
