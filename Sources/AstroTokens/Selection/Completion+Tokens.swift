import AstroAPI
package import AstroPlaces
import Delivery
package import Kernel

extension Completion {
    /// The tokens of the given place, by name, or by ID if several have the same name.
    package static func tokens<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type
    ) -> Completion {
        .live("\(Place.scope.word)-\(Naming.offer)-tokens") { request in
            Candidate.naming(try await tokens(place, naming, request).map { ($0.name, $0.id) })
        }
    }

    /// The same tokens, each name once.
    package static func tokenNames<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type
    ) -> Completion {
        .live("\(Place.scope.word)-\(Naming.offer)-names") { request in
            Candidate.names(try await tokens(place, naming, request).map { ($0.name, $0.shown.description) })
        }
    }

    /// The built-in roles of a scope.
    package static func roles(_ scope: TokenScope) -> Completion {
        .local { _ in scope.roles.map { Candidate($0) } }
    }

    /// The tokens whose values an earlier run could not deliver.
    package static var recoverable: Completion {
        .local { request in try RecoveryStore(request.context).all().map { Candidate($0.id ?? $0.name, $0.subject) } }
    }

    private static func tokens<Place: PlaceSelection, Naming: TokenNaming>(
        _ place: Place.Type, _ naming: Naming.Type, _ request: CompletionRequest
    ) async throws -> [APIToken] {
        let client = try await AstroClient(request.context)
        guard let place = try await Place.place(in: request, client) else { return [] }
        return try await Naming.offered(in: place, client, request.context)
    }
}
