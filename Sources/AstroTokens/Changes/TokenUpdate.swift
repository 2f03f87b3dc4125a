package import AstroAPI
package import AstroPlaces
package import Kernel

/// A change of a token's name, description or role in the place that it belongs to; the rest is kept.
package struct TokenUpdate {
    private let target: APIToken
    private let place: TokenPlace
    private let newName: String?
    private let description: String?
    private let role: String?
    private let client: AstroClient
    private let context: Context
    private let columns: [Column<APIToken>]

    package init(
        of target: APIToken, in place: TokenPlace, newName: String?, description: String?, role: String?,
        _ client: AstroClient, _ context: Context, columns: [Column<APIToken>]? = nil
    ) {
        self.target = target
        self.place = place
        self.newName = newName
        self.description = description
        self.role = role
        self.client = client
        self.context = context
        self.columns = columns ?? TokenColumns.all(in: place)
    }

    /// Makes the change.
    package func run() async throws {
        try target.requireOwner(place, toBe: "update", changesRole: role != nil)
        let roles = try changedRoles()
        try await context.change("updating the token \(target.label)", again: repetition) {
            var updated = try await changeText()
            if let roles {
                try await changeRoles(to: roles)
                updated.roles = roles
            }
            try report(updated, roles)
        }
    }

    /// The command that makes the same change, with the token's ID because its name may have changed.
    private var repetition: Hint {
        let options = [("--new-name", newName), ("--description", description), ("--role", role)]
        let words = options.flatMap { option, value in value.map { [option, $0] } ?? [] }
        return place.scope.command("update", [target.id] + words + place.option)
    }

    private var changesText: Bool { newName != nil || description != nil }

    /// Returns all roles to send, or nil if the role doesn't change.
    private func changedRoles() throws -> [TokenRole]? {
        guard let role, target.role(in: place) != role else { return nil }
        return try target.roles(with: role, in: place)
    }

    /// The new description, followed by the mark that says which token this one replaces: people don't type that part.
    private var markedDescription: String? {
        guard let mark = target.mark else { return description }
        return description.map(mark.marking)
    }

    private func changeText() async throws -> APIToken {
        guard changesText else { return target }
        // The API requires the name each time, changed or not.
        let request = UpdateTokenRequest(name: newName ?? target.name, description: markedDescription)
        return try await client.updateToken(id: target.id, request, known: target)
    }

    private func changeRoles(to roles: [TokenRole]) async throws {
        do {
            try await client.updateTokenRoles(id: target.id, roles, name: target.name)
        } catch let cause where changesText {
            var error = CommandError(describing: cause)
            let changed = [newName.map { _ in "name" }, description.map { _ in "description" }].compactMap(\.self)
            let verb = changed.count == 1 ? "was" : "were"
            error.message += "; the \(changed.joined(separator: " and ")) \(verb) changed before"
            if !cause.leavesOutcomeOpen { error.message += ", the role was not" }
            throw error
        }
    }

    private func report(_ updated: APIToken, _ roles: [TokenRole]?) throws {
        if let role, roles == nil, !changesText {
            let message = "The token \(updated.label) already has the role \(role); nothing was changed."
            try context.output.outcome(message, updated.shown, columns: columns)
        } else {
            try context.output.outcome("The token \(updated.label) was updated.", updated.shown, columns: columns)
        }
    }
}
