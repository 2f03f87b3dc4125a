package import AstroAPI
package import Kernel

/// The Deployments and Workspaces of an Organization by ID, for lists that show places.
package struct PlaceNames: Sendable {
    /// Nil if the credential may not list them.
    private let deployments: [Deployment]?
    private let workspaces: [Workspace]?
    private let deploymentsByID: [String: Deployment]
    private let workspacesByID: [String: Workspace]

    /// No names.
    package static let none = PlaceNames(deployments: nil, workspaces: nil)

    /// Reads both listings at once; if the server refuses one, its places have no names.
    package init(_ client: AstroClient) async throws {
        async let deployments = Self.unlessRefused { try await client.deployments() }
        async let workspaces = Self.unlessRefused { try await client.workspaces() }
        self.init(deployments: try await deployments, workspaces: try await workspaces)
    }

    package init(deployments: [Deployment]?, workspaces: [Workspace]?) {
        self.deployments = deployments
        self.workspaces = workspaces
        deploymentsByID = Dictionary((deployments ?? []).map { ($0.id, $0) }) { first, _ in first }
        workspacesByID = Dictionary((workspaces ?? []).map { ($0.id, $0) }) { first, _ in first }
    }

    private static func unlessRefused<Item>(_ read: () async throws -> [Item]) async throws -> [Item]? {
        do {
            return try await read()
        } catch let error as APIError where [403, 404].contains(error.status) {
            return nil
        }
    }

    /// Returns the IDs of the Deployments of some Workspaces, or of all; nil if the credential may not list them.
    package func deploymentIDs(in workspaces: Set<String> = []) -> [String]? {
        deployments?.filter { workspaces.isEmpty || workspaces.contains($0.workspaceId) }.map(\.id)
    }

    /// The Organization's name, from the data of its Workspaces.
    package var organizationName: String? { workspaces?.lazy.compactMap(\.organizationName).first { !$0.isEmpty } }

    /// Returns the place with its known names.
    package func named(_ place: TokenPlace) -> TokenPlace {
        switch place.scope {
        case .deployment:
            var named = deploymentsByID[place.id].map { TokenPlace($0) } ?? place
            named.isForAgents = place.isForAgents
            return named
        case .workspace:
            var named = place
            named.name = workspacesByID[place.id]?.name
            return named
        case .organization:
            var named = place
            named.name = organizationName
            return named
        }
    }

    /// Returns the name of a place, or its ID if the name is unknown.
    package func title(_ scope: TokenScope, _ id: String) -> String {
        let name = named(TokenPlace(scope: scope, id: id)).name ?? ""
        return name.isEmpty ? id : name
    }

    /// Returns the Workspace that a place is in, or is.
    package func workspaceID(of place: TokenPlace) -> String? {
        switch place.scope {
        case .deployment: deploymentsByID[place.id].map(\.workspaceId).flatMap { $0.isEmpty ? nil : $0 }
        case .workspace: place.id
        case .organization: nil
        }
    }

    /// Returns the IDs of places, given by name or ID.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` if a word matches no place, or several.
    package func ids(_ scope: TokenScope, _ words: [String], _ context: Context) async throws -> Set<String> {
        var ids = Set<String>()
        for word in words { ids.insert(try await id(scope, word, context)) }
        return ids
    }

    private func id(_ scope: TokenScope, _ word: String, _ context: Context) async throws -> String {
        let isKnown = scope == .deployment ? deployments != nil : workspaces != nil
        if !isKnown {
            if Reference.isID(word) { return word.lowercased() }
            throw CommandError(
                .unauthorized,
                "the credential may not list \(scope.noun)s, so no ID is known for '\(word.shortened)'; nothing was changed",
                hint: "pass the ID")
        }
        if scope == .deployment { return try await context.output.pick(word, from: .deployments(deployments ?? [])).id }
        return try await context.output.pick(word, from: .workspaces(workspaces ?? [])).id
    }
}
