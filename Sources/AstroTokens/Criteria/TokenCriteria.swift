#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import AstroPlaces
package import Kernel

/// What tokens must have in common to be selected: they fit everything that is set.
///
/// Whether a token fits depends on nothing but what is passed: the same selection previews, plans and rotates.
package struct TokenCriteria: Sendable, Equatable {
    package var scopes: Set<TokenScope> = []
    /// The IDs of the Workspaces that tokens, or their Deployments, are in; empty for any.
    package var workspaces: Set<String> = []
    /// The IDs of the Deployments that tokens belong to; empty for any.
    package var deployments: Set<String> = []
    /// A pattern for names.
    package var match: Glob?
    package var roles: Set<String> = []
    package var kinds: Set<TokenKind> = []
    /// The names or IDs of people or tokens that created tokens.
    package var creators: Set<String> = []
    /// How long ago the value was last changed.
    package var olderThan: Duration?
    package var expiresWithin: Duration?
    package var isExpired = false
    package var unusedFor: Duration?
    package var isNeverUsed = false

    package init() {}

    /// Whether every token fits.
    package var isEverything: Bool { self == TokenCriteria() }

    /// Returns whether a token fits.
    ///
    /// - Parameters:
    ///   - workspaceID: The Workspace that a token's place is in; nil if unknown or none.
    ///   - now: The time by the server's clock.
    package func fits(_ token: APIToken, workspaceID: (APIToken) -> String? = { _ in nil }, now: Date) -> Bool {
        fitsPlace(token, workspaceID) && fitsTraits(token) && fitsTimes(token, now)
    }

    /// Returns whether a token of a Deployment would fit if it were known which Workspace that is in.
    package func mayFit(_ token: APIToken, workspaceID: (APIToken) -> String?, now: Date) -> Bool {
        guard !workspaces.isEmpty, token.homeScope == .deployment, workspaceID(token) == nil else { return false }
        var others = self
        others.workspaces = []
        return others.fits(token, now: now)
    }

    private func fitsPlace(_ token: APIToken, _ workspaceID: (APIToken) -> String?) -> Bool {
        if !scopes.isEmpty {
            guard let scope = token.homeScope, scopes.contains(scope) else { return false }
        }
        if !workspaces.isEmpty {
            guard let id = workspaceID(token), workspaces.contains(id) else { return false }
        }
        guard !deployments.isEmpty else { return true }
        // A token without a known home is nowhere: it may be anybody's.
        guard token.homeScope == .deployment, let id = token.homeID else { return false }
        return deployments.contains(id)
    }

    private func fitsTraits(_ token: APIToken) -> Bool {
        if let match, !match.matches(token.name) { return false }
        if !roles.isEmpty, !(token.roles ?? []).contains(where: { roles.contains($0.role.uppercased()) }) {
            return false
        }
        if !kinds.isEmpty, !kinds.contains(where: { $0.apiKind == token.kind }) { return false }
        return creators.isEmpty || token.createdBy.map(isCreator) == true
    }

    private func isCreator(_ profile: SubjectProfile) -> Bool {
        [profile.id, profile.fullName, profile.username, profile.apiTokenName].contains {
            $0.map { creators.contains($0.lowercased()) } ?? false
        }
    }

    private func fitsTimes(_ token: APIToken, _ now: Date) -> Bool {
        if let olderThan, !token.valueChangedAt.isOlder(than: olderThan, now) { return false }
        if isExpired, !token.isExpired(at: now) { return false }
        if let expiresWithin, !token.expires(within: expiresWithin, of: now) { return false }
        if isNeverUsed, token.lastUsedAt != nil { return false }
        guard let unusedFor else { return true }
        return (token.lastUsedAt ?? token.createdAt).isOlder(than: unusedFor, now)
    }
}

extension APIToken {
    /// When it got its current value.
    package var valueChangedAt: Timestamp { lastRotatedAt ?? createdAt }

    func isExpired(at now: Date) -> Bool { endAt?.date.map { $0 <= now } ?? false }

    /// Whether it works now and no longer after a while.
    func expires(within span: Duration, of now: Date) -> Bool {
        endAt?.date.map { $0 > now && $0 <= now.addingTimeInterval(span.timeInterval) } ?? false
    }

    /// The kind of place that it belongs to: agents' tokens are a Deployment's.
    package var homeScope: TokenScope? { agentsDeploymentID == nil ? TokenScope(scope) : .deployment }

    /// The ID of the place that it belongs to, as its roles tell; nil where they don't, or tell of several.
    package var homeID: String? {
        agentsDeploymentID ?? (hasUnreadableRoles ? nil : Self.homeID(scope, roles ?? []))
    }

    static func homeID(_ scope: Scope, _ roles: [TokenRole]) -> String? {
        guard let scope = TokenScope(scope) else { return nil }
        var home: String?
        for role in roles where role.entityType == scope.entityType {
            let id = role.entityId.lowercased()
            if let home, home != id { return nil }
            home = id
        }
        return home
    }

    /// The place that it belongs to; nil where that is unknown.
    package func home(in organizationID: String) -> TokenPlace? {
        if let agents { return agents }
        guard let scope = TokenScope(scope) else { return nil }
        if scope == .organization { return TokenPlace(scope: .organization, id: organizationID) }
        return homeID.map { TokenPlace(scope: scope, id: $0) }
    }
}

extension Timestamp {
    /// Whether it lies further back than a span; a time that can't be read doesn't.
    func isOlder(than span: Duration, _ now: Date) -> Bool {
        date.map { $0 < now.addingTimeInterval(-span.timeInterval) } ?? false
    }
}
