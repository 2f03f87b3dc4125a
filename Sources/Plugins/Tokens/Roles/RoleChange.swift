import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// A change of the one role that a token of a wider scope has in a place; its other roles are sent back unchanged.
struct RoleChange {
    private let token: APIToken
    private let place: TokenPlace
    private let client: AstroClient
    private let context: Context
    /// The group of its commands below the place's tokens; nil if it uses the commands of the place itself.
    private let group: String?

    init(
        of token: APIToken, in place: TokenPlace, _ client: AstroClient, _ context: Context, group: String? = nil
    ) {
        self.token = token
        self.place = place
        self.client = client
        self.context = context
        self.group = group
    }

    /// Gives the token a role if it has none.
    func add(_ role: String) async throws {
        if let held = token.role(in: place), held != role {
            throw CommandError(
                .failure, "the token \(token.label) has the role \(held) in \(place.label); nothing was changed",
                hint: command("update", "--role", role))
        }
        try await replace(
            with: role, again: command("add", "--role", role), "got the role \(role) in \(place.label)")
    }

    /// Gives the token another role if it has one.
    func update(to role: String) async throws {
        guard token.role(in: place) != nil else { throw token.notIn(place) }
        try await replace(
            with: role, again: command("update", "--role", role), "has the role \(role) in \(place.label) now")
    }

    /// Removes the token's role.
    func remove() async throws {
        let roles = try token.roles(besides: place)
        guard let held = token.role(in: place) else {
            return try report("has no role in \(place.label); nothing was changed.", token)
        }
        try await send(
            roles, again: command(group == nil ? "delete" : "remove"),
            "lost its role \(held) in \(place.label). The token itself is kept.")
    }

    private func replace(with role: String, again: Hint, _ outcome: String) async throws {
        guard token.role(in: place) != role else {
            return try report("already has the role \(role) in \(place.label); nothing was changed.", token)
        }
        try await send(try token.roles(with: role, in: place), again: again, outcome + ".")
    }

    private func send(_ roles: [TokenRole], again: Hint, _ outcome: String) async throws {
        try await context.change("changing the roles of the token \(token.label)", again: again) {
            try await client.updateTokenRoles(id: token.id, roles, name: token.name)
            var changed = token
            changed.roles = roles
            try report(outcome, changed)
        }
    }

    /// Returns a command for the token's role.
    private func command(_ verb: String, _ arguments: String...) -> Hint {
        place.scope.command(
            [group, verb].compactMap(\.self).joined(separator: " "), [token.id] + arguments + place.option)
    }

    private func report(_ outcome: String, _ token: APIToken) throws {
        let message = "The token \(token.label) \(outcome)"
        try context.output.outcome(message, token.shown, columns: TokenColumns.all(in: place))
    }
}
