import AstroAPI
import Kernel

extension APIToken {
    /// What messages call it: the name for people, the ID for certainty.
    var label: String { "'\(name)' (\(id))" }

    /// Its role in a place, or nil where it has none.
    func role(in place: TokenPlace) -> String? { roles?.first { $0.isHeld(in: place) }?.role }

    /// Every role but the one in a place, unchanged and in order.
    ///
    /// - Throws: ``CommandError`` where the server did not say which roles there are: replacing them would lose some.
    func roles(besides place: TokenPlace) throws -> [TokenRole] {
        guard let roles else {
            throw CommandError(
                .failure, "the server does not say which roles the token \(label) has; nothing was changed")
        }
        return roles.filter { !$0.isHeld(in: place) }
    }

    /// Every role, with another one in a place.
    ///
    /// - Throws: ``CommandError`` where the server did not say which roles there are.
    func roles(with role: String, in place: TokenPlace) throws -> [TokenRole] {
        try roles(besides: place) + [TokenRole(entityId: place.id, entityType: place.scope.entityType, role: role)]
    }

    /// Checks that the token belongs to a place and to nothing larger or smaller.
    ///
    /// - Throws: ``CommandError`` that names the command for tokens of its scope.
    func requireOwner(_ place: TokenPlace, toBe purpose: String) throws {
        try requireScope(place.scope, toBe: purpose)
        // The Organization is part of the address that the token was found at.
        guard place.scope == .organization || role(in: place) != nil else { throw notIn(place) }
    }

    /// The refusal of a token that has nothing to do with a place.
    func notIn(_ place: TokenPlace) -> CommandError {
        CommandError(
            .notFound, "the token \(label) has no role in \(place.label); nothing was changed",
            hint: place.listCommand)
    }

    /// Checks that the token is one that can be let into a narrower place.
    ///
    /// - Throws: ``CommandError`` that says which scope it is of.
    func requireGuest<Guest: GuestToken>(_ guest: Guest.Type) throws {
        guard !Guest.includes(self) else { return }
        throw CommandError.usage(
            "the token \(label) is of scope \(scope) and no token of the \(Guest.scope.noun); nothing was changed",
            hint: commandForScope("update"))
    }

    private func requireScope(_ scope: TokenScope, toBe purpose: String) throws {
        guard self.scope != scope.apiScope else { return }
        throw CommandError.usage(
            "the token \(label) is of scope \(self.scope) and cannot be \(purpose)d here; nothing was changed",
            hint: commandForScope(purpose))
    }

    /// The command for a token of its scope, or nil where this program has none.
    private func commandForScope(_ verb: String) -> String? {
        guard let scope = TokenScope(scope) else { return nil }
        let home = roles?.first { $0.entityType == scope.entityType }
        let place = home.map { TokenPlace(scope: scope, id: $0.entityId) }
        return "\(scope.family) \(verb) \(id)\(place?.flag ?? "")"
    }
}

extension TokenRole {
    func isHeld(in place: TokenPlace) -> Bool {
        entityType == place.scope.entityType && entityId.lowercased() == place.id
    }
}
