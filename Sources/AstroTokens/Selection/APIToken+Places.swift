package import AstroAPI
package import AstroPlaces
package import Kernel

extension APIToken {
    /// What messages call it: the name for people, the ID for certainty.
    package var label: String { "'\(name)' (\(id))" }

    /// Its role in a place, or nil if it has none.
    package func role(in place: TokenPlace) -> String? { roles?.first { $0.isHeld(in: place) }?.role }

    /// The place whose agents log in with it; nil for a token of any other kind.
    package var agents: TokenPlace? {
        agentsDeploymentID.map { id in
            var place = TokenPlace(scope: .deployment, id: id)
            place.isForAgents = true
            return place
        }
    }

    /// Every role but the one in a place, unchanged and in order.
    ///
    /// - Throws: ``CommandError`` if the server did not say which roles there are: replacing them would lose some.
    package func roles(besides place: TokenPlace) throws -> [TokenRole] {
        guard let roles, !hasUnreadableRoles else { throw ofUnknownRoles }
        return roles.filter { !$0.isHeld(in: place) }
    }

    /// Every role, with another one in a place.
    ///
    /// - Throws: ``CommandError`` if the server did not say which roles there are.
    package func roles(with role: String, in place: TokenPlace) throws -> [TokenRole] {
        try roles(besides: place) + [TokenRole(entityId: place.id, entityType: place.scope.entityType, role: role)]
    }

    /// Checks that the token belongs to a place and to nothing larger or smaller.
    ///
    /// - Throws: ``CommandError`` that names the command for tokens of its scope.
    package func requireOwner(_ place: TokenPlace, toBe purpose: String, changesRole: Bool = false) throws {
        // The Deployment is part of the address that an agent's token was found at.
        if place.isForAgents, agentsDeploymentID == place.id { return }
        try requireScope(place, toBe: purpose, changesRole: changesRole)
        // The Organization is part of the address that the token was found at.
        guard place.scope == .organization || role(in: place) != nil else {
            throw roles == nil || hasUnreadableRoles ? ofUnknownRoles : notIn(place)
        }
    }

    private var ofUnknownRoles: CommandError {
        CommandError(.failure, "the server does not say which roles the token \(label) has; nothing was changed")
    }

    /// The refusal of a token that has nothing to do with a place.
    package func notIn(_ place: TokenPlace) -> CommandError {
        CommandError(
            .notFound, "the token \(label) has no role in \(place.label); nothing was changed",
            hint: place.listCommand)
    }

    /// Checks that the token is one that can be let into a narrower place.
    ///
    /// - Throws: ``CommandError`` that says which scope it is of.
    package func requireGuest<Guest: GuestToken>(_ guest: Guest.Type, of place: TokenPlace, toBe verb: String) throws {
        guard !Guest.includes(self) else { return }
        throw CommandError.usage(
            "the token \(label) is of scope \(scope) and no token of the \(Guest.scope.noun); nothing was changed",
            hint: commandForGuest(of: place, verb))
    }

    private func requireScope(_ place: TokenPlace, toBe purpose: String, changesRole: Bool) throws {
        guard scope != place.scope.apiScope else { return }
        throw CommandError.usage(
            "the token \(label) is of scope \(self.scope) and cannot be \(purpose)d here; nothing was changed",
            hint: changesRole ? commandForGuest(of: place, "update") : commandForScope(purpose))
    }

    /// The command that changes the token's role in a narrower place, or nil if this program has none.
    ///
    /// The command for its own scope would change another role.
    private func commandForGuest(of place: TokenPlace, _ verb: String) -> Hint? {
        guard let own = TokenScope(scope), own > place.scope else {
            return commandForScope(verb == "remove" ? "delete" : "update")
        }
        let path = "\(place.scope.word) token \(own.word)-token \(verb)"
        return .command(path, [id] + (verb == "remove" ? [] : ["--role", "ROLE"]) + place.option)
    }

    /// The command that gives it a new value, found in a place; nil if this program has none for its scope.
    package func rotation(foundIn place: TokenPlace) -> Hint? {
        if let agents { return agents.command("rotate", id, "--overlap", "7d") }
        return scope == place.scope.apiScope ? place.command("rotate", id) : commandForScope("rotate")
    }

    /// The command for a token of its scope, or nil if this program has none.
    private func commandForScope(_ verb: String) -> Hint? {
        guard let scope = TokenScope(scope) else { return nil }
        let home = roles?.first { $0.entityType == scope.entityType }
        let place = home.map { TokenPlace(scope: scope, id: $0.entityId) }
        return scope.command(verb, [id] + (place?.option ?? []))
    }
}

extension TokenRole {
    package func isHeld(in place: TokenPlace) -> Bool {
        entityType == place.scope.entityType && entityId.lowercased() == place.id
    }
}
