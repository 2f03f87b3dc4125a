#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// An Organization's tokens: how they are asked for, and the names of what they belong to.
struct Fleet: Sendable {
    let client: AstroClient
    let names: PlaceNames
    let context: Context

    /// The time by the server's clock.
    var now: Date { client.now(context.clock) }

    func home(of token: APIToken) -> TokenPlace? { token.home(in: client.organizationID).map(names.named) }

    func workspaceID(of token: APIToken) -> String? {
        token.home(in: client.organizationID).flatMap(names.workspaceID)
    }

    func fits(_ token: APIToken, _ criteria: TokenCriteria, now: Date) -> Bool {
        criteria.isEverything || criteria.fits(token, workspaceID: workspaceID(of: token), now: now)
    }

    /// The columns with the names of places.
    func columns(overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }) -> [Column<APIToken>] {
        FleetColumns.all(names, organizationID: client.organizationID, overlap: overlap)
    }
}

/// Every token of an Organization while its pages arrive.
struct FleetReading {
    let fleet: Fleet
    private var pages: Pages<APIToken>.AsyncIterator

    /// Asks for the first page and both listings of places at once.
    init(_ context: Context) async throws {
        let client = try await AstroClient(context)
        pages = client.tokenPages(.all).makeAsyncIterator()
        fleet = Fleet(client: client, names: try await PlaceNames(client), context: context)
    }

    /// The next page; nil behind the last.
    mutating func next() async throws -> [APIToken]? { try await pages.next() }

    /// All that is left.
    mutating func all() async throws -> [APIToken] {
        var tokens: [APIToken] = []
        while let page = try await next() { tokens += page }
        return tokens
    }

    /// All that is left, for words to name some; a credential that may not list tokens can still name them by ID.
    mutating func all(for words: [String]) async throws -> [APIToken] {
        do {
            return try await all()
        } catch let error as APIError where error.status == 403 && !words.isEmpty && words.allSatisfy(Reference.isID) {
            return []
        }
    }
}
