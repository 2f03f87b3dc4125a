package import AstroAPI
package import Kernel

/// Finds Workspaces and Deployments by ID or name: an ID costs no request, a name one listing.
package struct PlaceDirectory: Sendable {
    private let context: Context
    private let client: AstroClient?

    /// Creates a directory of an Organization; without a client, of the current one.
    package init(_ context: Context, _ client: AstroClient? = nil) {
        self.context = context
        self.client = client
    }

    /// Returns the ID of a Workspace.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` if none or several have the name.
    package func workspaceID(_ reference: Reference) async throws -> String {
        guard case .name(let name) = reference else { return reference.text }
        return try await context.output.pick(name, from: .workspaces(try await organization().workspaces())).id
    }

    /// Returns a Deployment, searched for in a Workspace or in the whole Organization.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` if none or several have the name.
    package func deployment(_ reference: Reference, in workspace: Reference?) async throws -> TokenPlace {
        guard case .name(let name) = reference else {
            return TokenPlace(scope: .deployment, id: reference.text, workspace: workspace)
        }
        return TokenPlace(try await context.output.pick(name, from: try await deployments(in: workspace)))
    }

    /// Returns the Deployments of a Workspace or of the whole Organization, as candidates for a name or a choice.
    package func deployments(in workspace: Reference?) async throws -> Candidates<Deployment> {
        var workspaceID: String?
        if let workspace { workspaceID = try await self.workspaceID(workspace) }
        return .deployments(
            try await organization().deployments(workspaceID: workspaceID),
            place: workspaceID.map { " in the Workspace \($0)" } ?? "")
    }

    /// Returns the place with its name if a single request can find it, for a question to the user.
    package func named(_ place: TokenPlace) async throws -> TokenPlace {
        guard place.name == nil else { return place }
        var named = place
        do {
            switch place.scope {
            case .deployment:
                let deployment = try await organization().deployment(id: place.id)
                (named.name, named.workspaceName) = (deployment.name, deployment.workspaceName)
            case .workspace:
                named.name = try await organization().workspaces().first { $0.id == place.id }?.name
            case .organization: break
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            // The ID is enough.
        }
        return named
    }

    /// Returns the names of all places of a kind by ID, with one listing.
    package func names(_ scope: TokenScope) async throws -> [String: String] {
        let places =
            switch scope {
            case .deployment: try await organization().deployments().map { ($0.id, $0.name) }
            case .workspace: try await organization().workspaces().map { ($0.id, $0.name) }
            case .organization: try await OrganizationDirectory(context).organizations().map { ($0.id, $0.name) }
            }
        return Dictionary(places) { first, _ in first }
    }

    private func organization() async throws -> AstroClient {
        if let client { return client }
        return try await AstroClient(context)
    }
}

extension TokenPlace {
    /// Creates a place from the server's data.
    package init(_ deployment: Deployment) {
        self.init(
            scope: .deployment, id: deployment.id,
            workspace: deployment.workspaceId.isEmpty ? nil : .id(deployment.workspaceId))
        name = deployment.name
        workspaceName = deployment.workspaceName
    }
}

extension Candidates<Workspace> {
    /// Returns Workspaces as candidates for a name or a choice.
    package static func workspaces(_ workspaces: [Workspace], consequence: String = "") -> Candidates {
        Candidates(
            "Workspace", workspaces, consequence: consequence,
            columns: [Column("name", "NAME") { $0.name }, Column("id", "ID") { $0.id }],
            flag: "--workspace NAME_OR_ID", listCommand: .command("workspace list"), id: { $0.id }, name: { $0.name },
            isID: Reference.isID)
    }
}

extension Candidates<Deployment> {
    /// Returns Deployments as candidates for a name or a choice.
    package static func deployments(_ deployments: [Deployment], place: String = "") -> Candidates {
        Candidates(
            "Deployment", deployments, place: place,
            columns: [
                Column("name", "NAME") { $0.name },
                Column("workspaceName", "WORKSPACE") { $0.workspaceName ?? $0.workspaceId },
                Column("id", "ID") { $0.id },
            ], flag: "--deployment NAME_OR_ID", listCommand: .command("deployment list", "--all"), id: { $0.id },
            name: { $0.name }, isID: Reference.isID)
    }
}
