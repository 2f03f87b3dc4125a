public import Kernel

extension Completion {
    /// The Deployments by their IDs; where `--workspace-id` was given, those of that Workspace.
    public static var deployments: Completion { deployments { Candidate($0.id, $0.name) } }

    /// The same by their names.
    public static var deploymentNames: Completion { deployments("names") { Candidate($0.name, $0.id) } }

    /// The Workspaces by their IDs.
    public static var workspaces: Completion { workspaces { Candidate($0.id, $0.name) } }

    /// The same by their names.
    public static var workspaceNames: Completion { workspaces("names") { Candidate($0.name, $0.id) } }

    /// The Organizations by their IDs.
    public static var organizations: Completion { organizations { Candidate($0.id, $0.name) } }

    /// The same by their names.
    public static var organizationNames: Completion { organizations("names") { Candidate($0.name, $0.id) } }

    private static func deployments(
        _ kind: String = "ids", _ candidate: @escaping @Sendable (Deployment) -> Candidate
    ) -> Completion {
        .live("deployment-\(kind)") { request in
            let workspace = request.value(of: "workspace-id")?.lowercased()
            return try await AstroClient(request.context).deployments(workspaceID: workspace).map(candidate)
        }
    }

    private static func workspaces(
        _ kind: String = "ids", _ candidate: @escaping @Sendable (Workspace) -> Candidate
    ) -> Completion {
        .live("workspace-\(kind)") { request in
            try await AstroClient(request.context).workspaces().map(candidate)
        }
    }

    private static func organizations(
        _ kind: String = "ids", _ candidate: @escaping @Sendable (Organization) -> Candidate
    ) -> Completion {
        .live("organization-\(kind)") { request in
            try await OrganizationDirectory(request.context).organizations().map(candidate)
        }
    }
}
