import AstroAPI
import Kernel

/// The fields of a token as the family of a scope shows them.
enum TokenColumns {
    /// The names that `--fields` takes.
    static func fields(_ scope: TokenScope) -> [String] { all(in: TokenPlace(scope: scope, id: "")).map(\.field) }

    /// The columns for the tokens of a place.
    static func all(in place: TokenPlace) -> [Column<APIToken>] {
        [
            Column("id", "ID") { $0.id },
            Column("name", "NAME") { $0.name },
            Column("description", "DESCRIPTION") { $0.description },
            Column("scope", "SCOPE") { $0.scope.rawValue },
            Column("\(place.scope.word)Role", "\(place.scope.noun.uppercased()) ROLE") { $0.role(in: place) ?? "" },
            Column("createdAt", "CREATED", .moment) { $0.createdAt.text },
            Column("createdBy", "CREATED BY") { $0.createdBy?.displayName ?? "" },
            Column("kind", "KIND", shown: .never) { $0.kind.rawValue },
            Column("shortToken", "SHORT TOKEN", shown: .never) { $0.shortToken },
            Column("updatedAt", "UPDATED", .moment, shown: .never) { $0.updatedAt.text },
            Column("updatedBy", "UPDATED BY", shown: .never) { $0.updatedBy?.displayName ?? "" },
            Column("startAt", "VALID FROM", .moment, shown: .never) { $0.startAt.text },
            Column("endAt", "EXPIRES", .moment, shown: .wide) { $0.endAt?.text ?? "" },
            Column("lastUsedAt", "LAST USED", .moment, shown: .wide) { $0.lastUsedAt?.text ?? "" },
            Column("lastRotatedAt", "LAST ROTATED", .moment, shown: .wide) { $0.lastRotatedAt?.text ?? "" },
            Column("expiryPeriodInDays", "DAYS", .number, shown: .never) {
                $0.expiryPeriodInDays.map(String.init) ?? ""
            },
            Column("roles", "ROLES", shown: .never) { ($0.roles ?? []).map(\.role).joined(separator: " ") },
        ]
    }

    /// The fields of a token that was just given a value.
    static func fieldsWithValue(_ scope: TokenScope) -> [String] {
        withValue(in: TokenPlace(scope: scope, id: "")).map(\.field)
    }

    /// The columns for a token that was just given a value.
    static func withValue(in place: TokenPlace) -> [Column<APIToken>] {
        all(in: place) + [Column("token", "TOKEN") { $0.token ?? "" }]
    }
}
