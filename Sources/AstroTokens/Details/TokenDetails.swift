package import AstroAPI
package import AstroPlaces
package import Kernel

/// A token with everything known about it.
package struct TokenDetails: Encodable, Sendable {
    /// A role with the name of its place.
    struct Role: Encodable, Sendable {
        let role: String
        let entityType: String
        let entityId: String
        let entityName: String
    }

    let id: String
    let name: String
    let description: String
    let scope: String
    let placeName: String
    let placeId: String
    let workspaceName: String?
    let kind: String
    let roles: [Role]
    let shortToken: String
    let createdAt: Timestamp
    let createdBy: SubjectProfile?
    let lastRotatedAt: Timestamp?
    let lastUsedAt: Timestamp?
    let startAt: Timestamp
    let endAt: Timestamp?
    let expiryPeriodInDays: Int?
    let updatedAt: Timestamp
    let updatedBy: SubjectProfile?
    /// The ID of the other token of a pending overlap.
    let replacedBy: String?
    let replaces: String?
    let changes: [AuditEntry]

    /// - Parameters:
    ///   - names: The known names of the places that its roles are for.
    ///   - replacement: The ID of the token whose mark says that it replaces this one.
    package init(
        _ token: APIToken, in place: TokenPlace, names: PlaceNames = .none, replacedBy replacement: String? = nil,
        _ context: Context
    ) {
        let token = token.shown
        let overlap = (try? OverlapStore(context).all())?.first { $0.part(of: token.id) != nil }
        id = token.id
        name = token.name
        description = token.description
        scope = token.scope.rawValue
        placeName = place.name ?? place.id
        placeId = place.id
        workspaceName = place.workspaceName
        kind = token.kind.rawValue
        roles = (token.roles ?? []).map { role in
            Role(
                role: role.role, entityType: role.entityType.rawValue, entityId: role.entityId,
                entityName: names.title(role))
        }
        shortToken = token.shortToken
        createdAt = token.createdAt
        createdBy = token.createdBy
        lastRotatedAt = token.lastRotatedAt
        lastUsedAt = token.lastUsedAt
        startAt = token.startAt
        endAt = token.endAt
        expiryPeriodInDays = token.expiryPeriodInDays
        updatedAt = token.updatedAt
        updatedBy = token.updatedBy
        replacedBy = overlap?.oldID == token.id ? overlap?.newID : replacement
        replaces = overlap?.newID == token.id ? overlap?.oldID : token.replaces
        // The command that shows the log reports it if it is unreadable.
        changes = ((try? context.audit.entries()) ?? []).filter { $0.subject == token.id }
    }

    package static let columns = [
        Column<TokenDetails>("name", "NAME") { $0.name },
        Column<TokenDetails>("id", "ID") { $0.id },
        Column<TokenDetails>("description", "DESCRIPTION") { $0.description },
        Column<TokenDetails>("scope", "SCOPE") { $0.scope },
        Column<TokenDetails>("placeName", "WHERE") { $0.placeName },
        Column<TokenDetails>("placeId", "PLACE ID") { $0.placeId },
        Column<TokenDetails>("workspaceName", "WORKSPACE") { $0.workspaceName ?? "" },
        Column<TokenDetails>("kind", "KIND") { $0.kind },
        Column<TokenDetails>("roles", "ROLES") { details in
            details.roles.map { "\($0.role) in \($0.entityName)" }.joined(separator: ", ")
        },
        Column<TokenDetails>("shortToken", "SHORT TOKEN") { $0.shortToken },
        Column<TokenDetails>("createdAt", "CREATED", .moment) { $0.createdAt.text },
        Column<TokenDetails>("createdBy", "CREATED BY") { $0.createdBy?.displayName ?? "" },
        Column<TokenDetails>("lastRotatedAt", "LAST ROTATED", .moment) { $0.lastRotatedAt?.text ?? "" },
        Column<TokenDetails>("lastUsedAt", "LAST USED", .moment) { $0.lastUsedAt?.text ?? "" },
        Column<TokenDetails>("startAt", "VALID FROM", .moment) { $0.startAt.text },
        Column<TokenDetails>("endAt", "EXPIRES", .expiry) { $0.endAt?.text ?? "" },
        Column<TokenDetails>("expiryPeriodInDays", "DAYS", .number) { $0.expiryPeriodInDays.map(String.init) ?? "" },
        Column<TokenDetails>("updatedAt", "UPDATED", .moment) { $0.updatedAt.text },
        Column<TokenDetails>("updatedBy", "UPDATED BY") { $0.updatedBy?.displayName ?? "" },
        Column<TokenDetails>("replacedBy", "REPLACED BY") { $0.replacedBy ?? "" },
        Column<TokenDetails>("replaces", "REPLACES") { $0.replaces ?? "" },
        Column<TokenDetails>("changes", "CHANGES") { details in
            details.changes.map { "\($0.time) \($0.action) (\($0.outcome))" }.joined(separator: "; ")
        },
    ]
}

extension PlaceNames {
    /// Returns the name of a role's place; DAGs and tags have only IDs.
    fileprivate func title(_ role: TokenRole) -> String {
        guard let scope = TokenScope.allCases.first(where: { $0.entityType == role.entityType }) else {
            return role.entityId
        }
        return title(scope, role.entityId.lowercased())
    }
}
