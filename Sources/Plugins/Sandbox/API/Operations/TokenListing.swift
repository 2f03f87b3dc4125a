import AstroAPI
import AstroSandbox
import Kernel

extension ReadOperations {
    /// Lists one page of the tokens that the caller can read, filtered and sorted.
    func listTokens(_ organizationID: String) throws -> HTTPResponse {
        let organization = try state.organization(organizationID, for: caller)
        var query = try Query(request)
        let page = PageRequest(&query)
        let filter = TokenFilter(&query)
        let order = TokenOrder(&query)
        try query.check()
        for place in filter.places {
            guard let around = state.enclosing(place), around.contains(.organization(organization.id)) else {
                throw SandboxRefusal.unknown(place.words)
            }
            try caller.mustRead(place)
        }
        let tokens = state.tokens.filter {
            $0.organizationID == organization.id && filter.allows($0) && caller.sees($0)
        }
        return try .json(200, page.page(of: order.sorted(tokens), \.token))
    }
}

/// The filter of a listing.
private struct TokenFilter {
    /// The places in each of which a token must hold a role.
    let places: [Place]
    let onlyOrganizationTokens: Bool
    let kind: APIToken.Kind?

    init(_ query: inout Query) {
        let deployment = query.text("deploymentId").map { Place.deployment($0) }
        let workspace = query.text("workspaceId").map { Place.workspace($0) }
        places = [deployment, workspace].compactMap(\.self)
        onlyOrganizationTokens = query.choice("includeOnlyOrganizationTokens", of: ["true", "false"]) == "true"
        kind = query.choice("kind", of: ["STANDARD", "DIRECT_ACCESS"]).map(APIToken.Kind.init(rawValue:))
    }

    func allows(_ stored: StoredToken) -> Bool {
        places.allSatisfy { place in stored.roles.contains { Place($0) == place } }
            && (!onlyOrganizationTokens || stored.token.scope == .organization)
            && (kind == nil || stored.token.kind == kind)
    }
}

/// The order of a listing: by the first key, then by the second for equal ones, and so on.
struct TokenOrder {
    private let keys: [Key]

    private struct Key {
        let value: @Sendable (APIToken) -> String
        let descending: Bool
    }

    /// Times are compared as text, since the sandbox writes all of them in one format.
    private static let values: [(name: String, value: @Sendable (APIToken) -> String)] = [
        ("name", { $0.name }), ("description", { $0.description }), ("createdAt", { $0.createdAt.text }),
        ("updatedAt", { $0.updatedAt.text }), ("tokenStartAt", { $0.startAt.text }),
    ]

    init(_ query: inout Query) {
        let names = Self.values.flatMap { ["\($0.name):asc", "\($0.name):desc"] }
        keys = query.choices("sorts", of: names).compactMap { sort in
            let parts = sort.split(separator: ":")
            let value = Self.values.first { $0.name == parts[0] }?.value
            return value.map { Key(value: $0, descending: parts.last == "desc") }
        }
    }

    /// Returns the tokens in order; equal ones keep their order of creation.
    func sorted(_ tokens: [StoredToken]) -> [StoredToken] {
        if keys.isEmpty { return tokens }
        // Tokens are large: each is read once, and only their indices are moved.
        let values = tokens.map { stored in keys.map { $0.value(stored.token) } }
        return tokens.indices.sorted { left, right in
            for (key, pair) in zip(keys, zip(values[left], values[right])) where pair.0 != pair.1 {
                return (pair.0 < pair.1) != key.descending
            }
            return left < right
        }.map { tokens[$0] }
    }
}
