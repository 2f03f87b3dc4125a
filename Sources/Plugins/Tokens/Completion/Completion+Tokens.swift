import AstroAPI
import Kernel

extension Completion {
    /// The tokens of the place that was given, by their IDs.
    static func tokenIDs<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type
    ) -> Completion {
        .live("\(Place.scope.word)-\(Naming.offer)-ids") { request in
            try await tokens(place, naming, request).map { Candidate($0.id, $0.name) }
        }
    }

    /// The same tokens by their names, each once.
    static func tokenNames<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type
    ) -> Completion {
        .live("\(Place.scope.word)-\(Naming.offer)-names") { request in
            var seen = Set<String>()
            return try await tokens(place, naming, request).filter { seen.insert($0.name).inserted }
                .map { Candidate($0.name, $0.description) }
        }
    }

    /// The roles that every place of a scope has.
    static func roles(_ scope: TokenScope) -> Completion {
        .local { _ in scope.roles.map { Candidate($0) } }
    }

    /// The new tokens whose old ones are still there.
    static func overlaps(_ scope: TokenScope) -> Completion {
        .local { request in
            try OverlapStore(request.context).all(scope).map { Candidate($0.newID, "\($0.name), replaces \($0.oldID)") }
        }
    }

    /// The tokens whose values an earlier run could not deliver.
    static var recoverable: Completion {
        .local { request in try RecoveryStore(request.context).all().map { Candidate($0.id ?? $0.name, $0.subject) } }
    }

    private static func tokens<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type, _ request: CompletionRequest
    ) async throws -> [APIToken] {
        let client = try AstroClient(request.context)
        guard let id = try Place.namedID(in: request, client) else { return [] }
        return try await Naming.offered(in: TokenPlace(scope: Place.scope, id: id.lowercased()), client)
    }
}
