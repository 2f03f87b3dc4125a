#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// An Organization's tokens: the client that lists them, and the names of their places.
struct Fleet: Sendable {
    let client: AstroClient
    let names: PlaceNames
    /// The ID of the token that is the credential in use; nil for a person's login.
    let own: String?
    let context: Context

    /// - Parameter names: The names of places, read after the first request: by then, a credential from a helper is
    ///   known.
    init(_ client: AstroClient, _ names: PlaceNames, _ context: Context) async throws {
        self.client = client
        self.names = names
        self.context = context
        own = try await TokenClaims(context.auth.bearerToken())?.apiTokenID?.lowercased()
    }

    /// The time by the server's clock.
    var now: Date { client.now(context.clock) }

    func home(of token: APIToken) -> TokenPlace? { token.home(in: client.organizationID).map(names.named) }

    func hasHome(_ token: APIToken) -> Bool { token.home(in: client.organizationID) != nil }

    func workspaceID(of token: APIToken) -> String? {
        token.home(in: client.organizationID).flatMap(names.workspaceID)
    }

    func filter(_ criteria: TokenCriteria) -> CriteriaFilter { CriteriaFilter(criteria, workspaceID: workspaceID) }

    /// Returns the columns with the names of places.
    func columns(overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }) -> [Column<APIToken>] {
        FleetColumns.all(names, organizationID: client.organizationID, overlap: overlap)
    }
}

/// All tokens of an Organization, read page by page.
struct FleetReading {
    let fleet: Fleet
    private var pages: Pages<APIToken>.AsyncIterator
    /// The agent tokens, which are read after the pages; nil to leave them out.
    private var agents: AgentReading?
    /// What this machine knew of overlaps before any token was listed: the list has both tokens of each.
    private let overlaps: Result<[Overlap], any Error>

    /// Requests the first page and both listings of places at once.
    init(_ context: Context) async throws {
        overlaps = Result { try OverlapStore(context).all() }
        let client = try await AstroClient(context)
        pages = client.tokenPages(.all).makeAsyncIterator()
        fleet = try await Fleet(client, PlaceNames(client), context)
    }

    /// Reads agent tokens after the others, if requested.
    mutating func add(_ inclusion: AgentInclusion, of criteria: TokenCriteria = TokenCriteria()) {
        if inclusion.includeAgentTokens { agents = AgentReading(of: criteria, fleet) }
    }

    /// The IDs of tokens of overlaps that this machine began and that no list shows to have ended.
    ///
    /// - Parameter listed: The IDs on all pages.
    func busy(_ listed: @autoclosure () -> some Sequence<String>) throws -> Set<String> {
        let known = try overlaps.get()
        guard !known.isEmpty else { return [] }
        let (ids, client) = (Set(listed()), fleet.client)
        let pending = known.filter {
            !client.hasCompleteLists || $0.organizationID != client.organizationID || !$0.hasEnded(ids.contains)
        }
        return Set(pending.flatMap { [$0.oldID, $0.newID] })
    }

    /// The next page; nil behind the last.
    mutating func next() async throws -> [APIToken]? {
        if let page = try await pages.next() { return page }
        return try await agents?.next()
    }

    /// Returns all remaining tokens.
    mutating func all() async throws -> [APIToken] {
        var tokens: [APIToken] = []
        while let page = try await next() { tokens += page }
        return tokens
    }

    /// Returns all remaining tokens, to find named ones; a credential that may not list tokens can name them by ID.
    mutating func all(for words: [String]) async throws -> [APIToken] {
        do {
            return try await all()
        } catch let error as APIError where error.status == 403 && !words.isEmpty && words.allSatisfy(Reference.isID) {
            // The pages have ended; agent tokens have their own listings.
            return try await all()
        }
    }
}
