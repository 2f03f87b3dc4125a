import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// A file that says which tokens to rotate when, and where to deliver their values.
struct Policy: Sendable {
    /// One rule; the first one that matches a token decides.
    struct Rule: Sendable {
        let name: String
        let line: Int
        let select: PolicySelection
        /// Whether the tokens are not rotated.
        let skip: Bool
        let verify: Bool
        /// How long both tokens work if a new one replaces the old one; nil to rotate in place.
        let overlap: OverlapMode?
        let deliver: DeliveryPlan
    }

    let rules: [Rule]
    /// The file's SHA-256, which identifies it in a plan.
    let hash: String

    func rule(named name: String) -> Rule? { rules.first { $0.name == name } }
}

/// The tokens that a rule selects, with places as they are named in the file.
struct PolicySelection: Sendable, Equatable {
    var criteria = TokenCriteria()
    var workspaces: [String] = []
    var deployments: [String] = []

    /// Returns the selection with the IDs of its places.
    func resolved(_ names: PlaceNames, _ context: Context) async throws -> TokenCriteria {
        var resolved = criteria
        try names.requireWorkspaces(workspaces, of: criteria)
        resolved.workspaces = try await names.ids(.workspace, workspaces, context)
        resolved.deployments = try await names.ids(.deployment, deployments, context)
        return resolved
    }

    /// Returns whether it selects everything that another selection does.
    func covers(_ other: PolicySelection) -> Bool {
        let (mine, its) = (criteria, other.criteria)
        guard Self.covers(Set(workspaces), Set(other.workspaces)),
            Self.covers(Set(deployments), Set(other.deployments)),
            Self.covers(mine.scopes, its.scopes), Self.covers(mine.roles, its.roles),
            Self.covers(mine.kinds, its.kinds), Self.covers(mine.creators, its.creators),
            mine.match == nil || mine.match == Glob("*") || mine.match == its.match
        else { return false }
        return Self.isAtLeast(mine.olderThan, its.olderThan) && Self.isAtLeast(mine.unusedFor, its.unusedFor)
            && Self.isAtMost(mine.expiresWithin, its.expiresWithin)
            && (!mine.isExpired || its.isExpired) && (!mine.isNeverUsed || its.isNeverUsed)
    }

    private static func covers<Element>(_ mine: Set<Element>, _ its: Set<Element>) -> Bool {
        mine.isEmpty || !its.isEmpty && its.isSubset(of: mine)
    }

    /// Returns whether an age limit admits everything that another one does.
    private static func isAtLeast(_ mine: Duration?, _ its: Duration?) -> Bool {
        guard let mine else { return true }
        return its.map { $0 >= mine } ?? false
    }

    /// Returns whether a limit on the remaining time admits everything that another one does.
    private static func isAtMost(_ mine: Duration?, _ its: Duration?) -> Bool {
        guard let mine else { return true }
        return its.map { $0 <= mine } ?? false
    }
}
