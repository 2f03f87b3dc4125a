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
    /// The ID of the token that is the credential in use; nil for a person's login.
    let own: String?
    let context: Context

    /// - Parameter names: The names of places, read after the first request: a credential that a helper keeps is known
    ///   then.
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

    /// The columns with the names of places.
    func columns(overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }) -> [Column<APIToken>] {
        FleetColumns.all(names, organizationID: client.organizationID, overlap: overlap)
    }
}

/// Every token of an Organization while its pages arrive.
struct FleetReading {
    let fleet: Fleet
    private var pages: Pages<APIToken>.AsyncIterator
    /// What is read after the pages; nil if agents' tokens are not wanted.
    private var agents: AgentReading?

    /// Asks for the first page and both listings of places at once.
    init(_ context: Context) async throws {
        let client = try await AstroClient(context)
        pages = client.tokenPages(.all).makeAsyncIterator()
        fleet = try await Fleet(client, PlaceNames(client), context)
    }

    /// Has the tokens of agents follow the others, where that is asked for.
    mutating func add(_ inclusion: AgentInclusion, of criteria: TokenCriteria = TokenCriteria()) {
        if inclusion.includeAgentTokens { agents = AgentReading(of: criteria, fleet) }
    }

    /// The next page; nil behind the last.
    mutating func next() async throws -> [APIToken]? {
        if let page = try await pages.next() { return page }
        return try await agents?.next()
    }

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
            // The pages are at their end; agents' tokens have listings of their own.
            return try await all()
        }
    }
}
