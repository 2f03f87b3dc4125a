public import Kernel

extension Completion {
    /// Deployments by name, or by ID if several share a name; with `--workspace`, only those of that Workspace.
    public static var deployments: Completion { deployments(.words) }

    /// Deployments by name only.
    public static var deploymentNames: Completion { deployments(.names) }

    /// Workspaces by name, or by ID if several share a name.
    public static var workspaces: Completion { workspaces(.words) }

    /// Workspaces by name only.
    public static var workspaceNames: Completion { workspaces(.names) }

    /// Organizations by name, or by ID if several share a name.
    public static var organizations: Completion { organizations(.words) }

    /// Organizations by name only.
    public static var organizationNames: Completion { organizations(.names) }

    private static func deployments(_ offer: PlaceOffer) -> Completion {
        .live("deployment-\(offer.rawValue)") { request in
            let workspace = request.value(of: "workspace").map(Reference.init)
            let id: String? = if case .id(let id) = workspace { id } else { nil }
            let deployments = try await AstroClient(request.context).deployments(workspaceID: id)
            guard case .name(let name) = workspace else {
                return offer.candidates(deployments.map { ($0.name, $0.id) })
            }
            return offer.candidates(
                deployments.filter { [$0.workspaceName, $0.workspaceId].contains(name) }.map { ($0.name, $0.id) })
        }
    }

    private static func workspaces(_ offer: PlaceOffer) -> Completion {
        .live("workspace-\(offer.rawValue)") { request in
            offer.candidates(try await AstroClient(request.context).workspaces().map { ($0.name, $0.id) })
        }
    }

    private static func organizations(_ offer: PlaceOffer) -> Completion {
        .live("organization-\(offer.rawValue)") { request in
            offer.candidates(try await OrganizationDirectory(request.context).organizations().map { ($0.name, $0.id) })
        }
    }
}

/// The candidates for a place.
private enum PlaceOffer: String {
    case words
    case names

    func candidates(_ places: [(name: String, id: String)]) -> [Completion.Candidate] {
        self == .words
            ? Completion.Candidate.naming(places) : Completion.Candidate.names(places.map { ($0.name, $0.id) })
    }
}

extension Completion.Candidate {
    /// Unique words for things: the name, or the ID if the name is shared, empty or unfit for a terminal.
    package static func naming(_ things: [(name: String, id: String)]) -> [Completion.Candidate] {
        let shared = Dictionary(grouping: things) { $0.name }.filter { $0.value.count > 1 }
        return things.map { name, id in
            let isPlain = !name.isEmpty && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return isPlain && shared[name] == nil ? Completion.Candidate(name, id) : Completion.Candidate(id, name)
        }
    }

    /// The names, each once, with the note of the first thing that has it.
    package static func names(_ things: [(name: String, note: String)]) -> [Completion.Candidate] {
        var seen: Set<String> = []
        return things.filter { seen.insert($0.name).inserted }.map { Completion.Candidate($0.name, $0.note) }
    }
}
