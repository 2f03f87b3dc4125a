package import AstroAPI
package import AstroPlaces
package import Kernel

extension APIToken {
    /// Its name and ID for messages: the name for people, the ID for certainty.
    package var label: String { "'\(name)' (\(id))" }

    /// Returns its role in a place, if any.
    package func role(in place: TokenPlace) -> String? { roles?.first { $0.isHeld(in: place) }?.role }

    /// The place whose agents log in with it; nil for a token of any other kind.
    package var agents: TokenPlace? {
        agentsDeploymentID.map { id in
            var place = TokenPlace(scope: .deployment, id: id)
            place.isForAgents = true
            return place
        }
    }

    /// Returns every role except the one in a place, unchanged and in order.
    ///
    /// - Throws: ``CommandError`` if the server's list of roles is incomplete: replacing them would lose some.
    package func roles(besides place: TokenPlace) throws -> [TokenRole] {
        guard let roles, !hasUnreadableRoles else { throw ofUnknownRoles }
        return roles.filter { !$0.isHeld(in: place) }
    }

    /// Returns every role, with a new one in a place.
    ///
    /// - Throws: ``CommandError`` if the server's list of roles is incomplete.
    package func roles(with role: String, in place: TokenPlace) throws -> [TokenRole] {
        try roles(besides: place) + [TokenRole(entityId: place.id, entityType: place.scope.entityType, role: role)]
    }

    /// Checks that the token belongs to a place, not to a wider or narrower one.
    ///
    /// - Throws: ``CommandError`` that names the command for tokens of its scope.
    package func requireOwner(_ place: TokenPlace, toBe purpose: String, changesRole: Bool = false) throws {
        // An agent token was found at an address that includes the Deployment.
        if place.isForAgents, agentsDeploymentID == place.id { return }
        try requireScope(place, toBe: purpose, changesRole: changesRole)
        // The token was found at an address that includes the Organization.
        guard place.scope == .organization || role(in: place) != nil else {
            throw roles == nil || hasUnreadableRoles ? ofUnknownRoles : notIn(place)
        }
    }

    private var ofUnknownRoles: CommandError {
        CommandError(.failure, "the server does not say which roles the token \(label) has; nothing was changed")
    }

    /// Returns the error for a token without a role in a place.
    package func notIn(_ place: TokenPlace) -> CommandError {
        CommandError(
            .notFound, "the token \(label) has no role in \(place.label); nothing was changed",
            hint: place.listCommand)
    }

    /// Checks that the token can get a role in a narrower place.
    ///
    /// - Throws: ``CommandError`` that names the token's scope.
    package func requireGuest<Guest: GuestToken>(_ guest: Guest.Type, of place: TokenPlace, toBe verb: String) throws {
        guard !Guest.includes(self) else { return }
        throw CommandError.usage(
            "the token \(label) has scope \(scope), so it is not a token of the \(Guest.scope.noun); nothing was changed",
            hint: commandForGuest(of: place, verb))
    }

    private func requireScope(_ place: TokenPlace, toBe purpose: String, changesRole: Bool) throws {
        guard scope != place.scope.apiScope else { return }
        throw CommandError.usage(
            "the token \(label) has scope \(self.scope) and cannot be \(purpose)d here; nothing was changed",
            hint: changesRole ? commandForGuest(of: place, "update") : commandForScope(purpose))
    }

    /// Returns the command that changes the token's role in a narrower place, if any.
    ///
    /// The command for its own scope would change another role.
    private func commandForGuest(of place: TokenPlace, _ verb: String) -> Hint? {
        guard let own = TokenScope(scope), own > place.scope else {
            return commandForScope(verb == "remove" ? "delete" : "update")
        }
        let path = "\(place.scope.word) token \(own.word)-token \(verb)"
        return .command(path, [id] + (verb == "remove" ? [] : ["--role", "ROLE"]) + place.option)
    }

    /// Returns the command that rotates it, if the program has one for its scope.
    package func rotation(foundIn place: TokenPlace) -> Hint? {
        if let agents { return agents.command("rotate", id, "--overlap", "7d") }
        return scope == place.scope.apiScope ? place.command("rotate", id) : commandForScope("rotate")
    }

    /// Returns the command for a token of its scope, if any.
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
