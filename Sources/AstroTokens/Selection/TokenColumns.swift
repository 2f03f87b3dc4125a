package import AstroAPI
package import AstroPlaces
package import Kernel

/// The fields of a token as the family of a scope shows them.
package enum TokenColumns {
    /// The names that `--fields` takes.
    package static func fields(_ family: TokenFamily) -> [String] { all(in: anywhere(family)).map(\.field) }

    private static func anywhere(_ family: TokenFamily) -> TokenPlace {
        var place = TokenPlace(scope: family.scope, id: "")
        place.isForAgents = family == .agentTokens
        return place
    }

    /// What tells tokens apart that somebody chooses from.
    package static let choice = [
        Column<APIToken>("name", "NAME") { $0.name },
        Column<APIToken>("createdAt", "CREATED", .moment) { $0.createdAt.text },
        Column<APIToken>("lastUsedAt", "LAST USED", .moment) { $0.lastUsedAt?.text ?? "" }.placeholder("never"),
        Column<APIToken>("id", "ID") { $0.id },
    ]

    /// The columns for the tokens of a place.
    ///
    /// - Parameter overlap: The part that the token with an ID has in a pending overlap, for lists that mark it.
    package static func all(
        in place: TokenPlace, overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }
    ) -> [Column<APIToken>] {
        // The token of an agent has no role.
        guard !place.isForAgents else { return all(with: [], overlap: overlap) }
        return all(
            with: [
                Column("\(place.scope.word)Role", "\(place.scope.noun.uppercased()) ROLE", isDerived: true) {
                    $0.role(in: place) ?? ""
                }
            ], overlap: overlap)
    }

    /// The columns for tokens, with those of a family behind the scope.
    package static func all(
        with own: [Column<APIToken>], overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }
    ) -> [Column<APIToken>] {
        [
            Column("id", "ID") { $0.id },
            Column("name", "NAME") { $0.name },
            Column("description", "DESCRIPTION") { $0.description },
            Column("scope", "SCOPE") { $0.scope.rawValue },
        ] + own + [
            Column("createdAt", "CREATED", .moment) { $0.createdAt.text },
            Column("createdBy", "CREATED BY") { $0.createdBy?.displayName ?? "" },
            Column("kind", "KIND", shown: .never) { $0.kind.rawValue },
            Column("shortToken", "SHORT TOKEN", shown: .never) { $0.shortToken },
            Column("updatedAt", "UPDATED", .moment, shown: .never) { $0.updatedAt.text },
            Column("updatedBy", "UPDATED BY", shown: .never) { $0.updatedBy?.displayName ?? "" },
            Column("startAt", "VALID FROM", .moment, shown: .never) { $0.startAt.text },
            Column("endAt", "EXPIRES", .expiry, shown: .wide) { $0.endAt?.text ?? "" }.placeholder("never"),
            Column("lastUsedAt", "LAST USED", .moment, shown: .wide) { $0.lastUsedAt?.text ?? "" }.placeholder("never"),
            Column("lastRotatedAt", "LAST ROTATED", .moment, shown: .wide) { $0.lastRotatedAt?.text ?? "" }
                .placeholder("never"),
            Column("valueChangedAt", "AGE", .age, shown: .never) { $0.valueChangedAt.text },
            Column("expiryPeriodInDays", "DAYS", .number, shown: .never) {
                $0.expiryPeriodInDays.map(String.init) ?? ""
            },
            Column("roles", "ROLES", shown: .never) { ($0.roles ?? []).map(\.role).joined(separator: " ") },
            Column("overlap", "OVERLAP", shown: .never) { overlap($0.id) ?? ($0.replaces == nil ? "" : "new") },
            Column("replaces", "REPLACES", shown: .never) { $0.replaces ?? "" },
        ]
    }

    /// What people look for in a list on a terminal: which token, what it may do, and whether to replace it.
    ///
    /// - Parameter marksOverlaps: Whether some of them are being replaced.
    package static func screen(_ family: TokenFamily, marksOverlaps: Bool = false) -> ScreenColumns {
        let role = family == .agentTokens ? [] : ["\(family.scope.word)Role"]
        return ScreenColumns(
            ["name"] + (marksOverlaps ? ["overlap"] : []) + role + [
                "valueChangedAt", "endAt", "lastUsedAt", "createdBy", "id",
            ],
            leavingOut: ["createdBy", "lastUsedAt", "valueChangedAt", "id"] + role,
            wide: ["description", "scope", "createdAt", "lastRotatedAt"],
            headings: Dictionary(uniqueKeysWithValues: role.map { ($0, "ROLE") }))
    }

    /// The fields of a token that was just given a value.
    package static func fieldsWithValue(_ family: TokenFamily) -> [String] {
        withValue(in: anywhere(family)).map(\.field)
    }

    /// The columns for a token that was just given a value.
    package static func withValue(in place: TokenPlace) -> [Column<APIToken>] {
        all(in: place) + [Column("token", "TOKEN") { $0.token ?? "" }]
    }
}
