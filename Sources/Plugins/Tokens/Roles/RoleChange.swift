import AstroAPI
import Kernel

/// A change of the one role that a token of a wider scope has in a place; its other roles go back as they are.
struct RoleChange {
    private let token: APIToken
    private let place: TokenPlace
    private let client: AstroClient
    private let context: Context

    init(of token: APIToken, in place: TokenPlace, _ client: AstroClient, _ context: Context) {
        self.token = token
        self.place = place
        self.client = client
        self.context = context
    }

    /// Gives the token a role where it has none.
    func add(_ role: String) async throws {
        if let held = token.role(in: place), held != role {
            throw CommandError(
                .failure, "the token \(token.label) has the role \(held) in \(place.label); nothing was changed",
                hint: "the command 'update' beside this one changes it to \(role)")
        }
        try await replace(with: role, "got the role \(role) in \(place.label)")
    }

    /// Gives the token another role where it has one.
    func update(to role: String) async throws {
        guard token.role(in: place) != nil else { throw token.notIn(place) }
        try await replace(with: role, "has the role \(role) in \(place.label) now")
    }

    /// Takes the token's role.
    func remove() async throws {
        let roles = try token.roles(besides: place)
        guard let held = token.role(in: place) else {
            return try report("has no role in \(place.label); nothing was changed.", token)
        }
        try await send(roles, "lost its role \(held) in \(place.label). The token itself stays.")
    }

    private func replace(with role: String, _ outcome: String) async throws {
        guard token.role(in: place) != role else {
            return try report("has the role \(role) in \(place.label) already; nothing was changed.", token)
        }
        try await send(try token.roles(with: role, in: place), outcome + ".")
    }

    private func send(_ roles: [TokenRole], _ outcome: String) async throws {
        try await context.uninterrupted("changing the roles of the token \(token.label)") {
            try await context.audited("change roles", token.id) {
                try await client.updateTokenRoles(id: token.id, roles)
            }
            var changed = token
            changed.roles = roles
            try report(outcome, changed)
        }
    }

    private func report(_ outcome: String, _ token: APIToken) throws {
        let message = "The token \(token.label) \(outcome)"
        try context.output.outcome(message, token, columns: TokenColumns.all(in: place))
    }
}
