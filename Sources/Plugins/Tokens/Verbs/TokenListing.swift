import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The listing of a place's tokens, which marks those that are being replaced.
struct TokenListing {
    let place: TokenPlace
    let criteria: TokenCriteria
    let client: AstroClient
    let context: Context

    /// Writes the tokens as they arrive.
    func write() async throws {
        let client = client.reaching(place)
        var filter = CriteriaFilter(criteria)
        // Commands that need the records report unreadable ones.
        let overlaps = ((try? OverlapStore(context).all(place.family)) ?? []).filter { $0.placeID == place.id }
        try await context.output.list(
            key: "tokens",
            columns: TokenColumns.all(in: place) { id in overlaps.lazy.compactMap { $0.part(of: id) }.first },
            screen: TokenColumns.screen(place.family, marksOverlaps: !overlaps.isEmpty), none: none
        ) { add in
            try await client.tokens(place.filter) { page in
                try add(filter.fitting(page, now: client.now(context.clock)).shown)
            }
        }
        filter.tell(context.output)
    }

    private var none: String {
        let noun = place.isForAgents ? "agent token" : "token"
        return criteria.isEverything
            ? "\(place.sentenceLabel) has no \(noun)s." : "No \(noun) of \(place.label) is selected."
    }
}
