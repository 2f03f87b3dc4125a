public import Kernel

extension AstroClient {
    /// Returns every Deployment of the Organization, or of one Workspace.
    public func deployments(workspaceID: String? = nil) async throws -> [Deployment] {
        try await list(
            of: Deployment.self, "deployments", query: ["workspaceIds": workspaceID], purpose: "list the Deployments")
    }

    /// Returns one Deployment.
    public func deployment(id: String) async throws -> Deployment {
        try await get("deployments/\(id)", as: Deployment.self, purpose: Self.showing(id))
    }

    /// Returns one Deployment as the server describes it, including fields that this program doesn't know.
    package func deploymentText(id: String) async throws -> JSONText {
        let call = APICall(purpose: Self.showing(id), method: .get, path: "deployments/\(id)")
        let response = try await connection.send(call)
        guard let text = JSONText(parsing: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return text
    }

    private static func showing(_ id: String) -> String { "show the Deployment \(id)" }
}

extension AstroClient {
    /// Returns every Workspace of the Organization.
    public func workspaces() async throws -> [Workspace] {
        try await list(of: Workspace.self, "workspaces", purpose: "list the Workspaces")
    }
}

/// The Organizations that a credential can access: the requests that work before one of them is chosen.
public struct OrganizationDirectory: Sendable {
    private let connection: APIConnection

    /// Creates a directory for the context's server; sends nothing yet.
    public init(_ context: Context) throws { connection = try APIConnection(context) }

    /// Returns every Organization that the credential can access.
    public func organizations() async throws -> [Organization] {
        try await connection.pages(
            Organization.self, of: APICall(purpose: "list the Organizations", method: .get, path: "organizations"))
    }
}

extension OrganizationDirectory {
    /// Returns the person who is logged in, or nil if the credential is an API token, which belongs to no person.
    ///
    /// - Parameter creating: Whether the server creates an account if this is the person's first login.
    public func person(creating: Bool = false) async throws -> SelfUser? {
        do {
            return try await connection.value(
                SelfUser.self,
                of: APICall(
                    purpose: "say who is logged in", method: .get, path: "users/self",
                    query: creating ? [("createIfNotExist", "true")] : []))
        } catch let error as APIError where [403, 404].contains(error.status) {
            return nil
        }
    }
}
