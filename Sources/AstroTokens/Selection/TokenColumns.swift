package import AstroAPI
package import AstroPlaces
package import Kernel

/// The fields of a token in the family of a scope.
package enum TokenColumns {
    /// Returns the names that `--fields` accepts.
    package static func fields(_ family: TokenFamily) -> [String] { all(in: anywhere(family)).map(\.field) }

    private static func anywhere(_ family: TokenFamily) -> TokenPlace {
        var place = TokenPlace(scope: family.scope, id: "")
        place.isForAgents = family == .agentTokens
        return place
    }

    /// The columns of a list to choose a token from.
    package static let choice = [
        Column<APIToken>("name", "NAME") { $0.name },
        Column<APIToken>("createdAt", "CREATED", .moment) { $0.createdAt.text },
        Column<APIToken>("lastUsedAt", "LAST USED", .moment) { $0.lastUsedAt?.text ?? "" }.placeholder("never"),
        Column<APIToken>("id", "ID") { $0.id },
    ]

    /// Returns the columns for the tokens of a place.
    ///
    /// - Parameter overlap: Returns the part of a token ID in a pending overlap, for lists that mark it.
    package static func all(
        in place: TokenPlace, overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }
    ) -> [Column<APIToken>] {
        // Agent tokens have no role.
        guard !place.isForAgents else { return all(with: [], overlap: overlap) }
        return all(
            with: [
                Column("\(place.scope.word)Role", "\(place.scope.noun.uppercased()) ROLE", isDerived: true) {
                    $0.role(in: place) ?? ""
                }
            ], overlap: overlap)
    }

    /// Returns the columns for tokens, with those of a family after the scope.
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

    /// Returns the columns of a list on a terminal: which token, its permissions, and whether to rotate it.
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

    /// Returns the fields of a token with a new value.
    package static func fieldsWithValue(_ family: TokenFamily) -> [String] {
        withValue(in: anywhere(family)).map(\.field)
    }

    /// Returns the columns for a token with a new value.
    package static func withValue(in place: TokenPlace) -> [Column<APIToken>] {
        all(in: place) + [Column("token", "TOKEN") { $0.token ?? "" }]
    }
}
