#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import AstroPlaces
package import Kernel

/// The criteria for selecting tokens: a token must match all that are set.
///
/// The result depends only on the arguments, so the same selection previews, plans and rotates the same tokens.
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
    /// The names or IDs of the people or tokens that created the tokens.
    package var creators: Set<String> = []
    /// The minimum time since the value was last changed.
    package var olderThan: Duration?
    package var expiresWithin: Duration?
    package var isExpired = false
    package var unusedFor: Duration?
    package var isNeverUsed = false

    package init() {}

    /// Whether every token matches.
    package var isEverything: Bool { self == TokenCriteria() }

    /// Returns whether a token matches; false if the server's data about it is incomplete.
    ///
    /// - Parameters:
    ///   - workspaceID: The Workspace that a token's place is in; nil if unknown or none.
    ///   - now: The time by the server's clock.
    package func fits(_ token: APIToken, workspaceID: (APIToken) -> String? = { _ in nil }, now: Date) -> Bool {
        judge(token, workspaceID: workspaceID, now: now) == true
    }

    /// Returns whether a token matches; nil if the server's data about it is incomplete.
    package func judge(_ token: APIToken, workspaceID: (APIToken) -> String?, now: Date) -> Bool? {
        guard let isMatch = fitsName(token) else { return fitsRest(token, workspaceID, now) == false ? false : nil }
        return isMatch ? fitsRest(token, workspaceID, now) : false
    }

    private func fitsName(_ token: APIToken) -> Bool? {
        guard let match else { return true }
        return match.matches(token.name) ? true : token.name.isEmpty ? nil : false
    }

    private func fitsRest(_ token: APIToken, _ workspaceID: (APIToken) -> String?, _ now: Date) -> Bool? {
        var answers = Answers()
        addPlace(token, workspaceID, to: &answers)
        if answers.all != false { addTraits(token, to: &answers) }
        if answers.all != false { addTimes(token, now, to: &answers) }
        return answers.all
    }

    private func addPlace(_ token: APIToken, _ workspaceID: (APIToken) -> String?, to answers: inout Answers) {
        // A kind of place that is newer than this program is none of these; where none is told, it may be any.
        let scope = token.homeScope
        let unscoped: Bool? = scope == nil && token.scope.rawValue.isEmpty ? nil : false
        if !scopes.isEmpty { answers.add(scope.map(scopes.contains) ?? unscoped) }
        if !workspaces.isEmpty {
            let isElsewhere = scope == nil || scope == .organization
            answers.add(isElsewhere ? unscoped : workspaceID(token).map(workspaces.contains))
        }
        if !deployments.isEmpty {
            answers.add(scope == .deployment ? token.homeID.map(deployments.contains) : unscoped)
        }
    }

    private func addTraits(_ token: APIToken, to answers: inout Answers) {
        if !roles.isEmpty {
            let isHeld = token.roles?.contains { roles.contains($0.role.uppercased()) }
            answers.add(token.hasUnreadableRoles && isHeld != true ? nil : isHeld)
        }
        if !kinds.isEmpty {
            answers.add(token.kind.rawValue.isEmpty ? nil : kinds.contains { $0.apiKind == token.kind })
        }
        if !creators.isEmpty { answers.add(token.createdBy.map(isCreator)) }
    }

    private func isCreator(_ profile: SubjectProfile) -> Bool {
        [profile.id, profile.fullName, profile.username, profile.apiTokenName].contains {
            $0.map { creators.contains($0.lowercased()) } ?? false
        }
    }

    private func addTimes(_ token: APIToken, _ now: Date, to answers: inout Answers) {
        if let olderThan { answers.add(token.valueChangedAt.isOlder(than: olderThan, now)) }
        if isExpired { answers.add(token.isExpired(at: now)) }
        if let expiresWithin { answers.add(token.expires(within: expiresWithin, of: now)) }
        if isNeverUsed { answers.add(token.lastUsedAt.map { $0.date == nil ? nil : false } ?? true) }
        if let unusedFor { answers.add((token.lastUsedAt ?? token.createdAt).isOlder(than: unusedFor, now)) }
    }

    /// A conjunction of answers: a single no makes the result no, even if other answers are unknown.
    private struct Answers {
        var all: Bool? = true

        mutating func add(_ answer: Bool?) {
            if all != false, answer != true { all = answer }
        }
    }
}

extension APIToken {
    /// When it got its current value.
    package var valueChangedAt: Timestamp { lastRotatedAt ?? createdAt }

    /// Whether it has expired; nil if its expiry can't be read.
    func isExpired(at now: Date) -> Bool? {
        guard let endAt else { return false }
        return endAt.date.map { $0 <= now }
    }

    /// Whether it is valid now and expires within a time span; nil if its expiry can't be read.
    func expires(within span: Duration, of now: Date) -> Bool? {
        guard let endAt else { return false }
        return endAt.date.map { $0 > now && $0 <= now.addingTimeInterval(span.timeInterval) }
    }

    /// The kind of place that it belongs to; a Deployment for agent tokens.
    package var homeScope: TokenScope? { agentsDeploymentID == nil ? TokenScope(scope) : .deployment }

    /// The ID of the place that it belongs to, according to its roles; nil if they name none, or several.
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

    /// Returns the place that it belongs to; nil if unknown.
    package func home(in organizationID: String) -> TokenPlace? {
        if let agents { return agents }
        guard let scope = TokenScope(scope) else { return nil }
        if scope == .organization { return TokenPlace(scope: .organization, id: organizationID) }
        return homeID.map { TokenPlace(scope: scope, id: $0) }
    }
}

extension Timestamp {
    /// Returns whether it is further in the past than a time span; nil if it can't be read.
    func isOlder(than span: Duration, _ now: Date) -> Bool? {
        date.map { $0 < now.addingTimeInterval(-span.timeInterval) }
    }
}
