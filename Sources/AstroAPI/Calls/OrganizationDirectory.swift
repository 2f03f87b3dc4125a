public import Kernel

/// The Organizations that a credential opens: what can be asked before one of them is chosen.
public struct OrganizationDirectory: Sendable {
    private let connection: APIConnection

    /// Makes a directory for the context's server; nothing is sent yet.
    public init(_ context: Context) throws { connection = try APIConnection(context) }

    /// Every Organization that the credential opens.
    public func organizations() async throws -> [Organization] {
        try await connection.pages(
            Organization.self, of: APICall(purpose: "list the Organizations", method: .get, path: ["organizations"]))
    }
}
