#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox

extension SandboxStore {
    /// Returns the value of a token with every permission, for the sandbox's own context and the output of `serve`.
    ///
    /// It is created with the seed and kept between runs. It follows the state: after a rotation it is the new value,
    /// and if the token was deleted or lost its role, a new owner's token is created, so that nobody can lock
    /// themselves out.
    package func ownerCredential() throws -> String {
        let moment = now()
        if let secret = try read().ownerSecret(at: moment) { return secret }
        return try change { state in
            if let secret = state.ownerSecret(at: moment) { return secret }
            return try state.addOwner(at: moment)
        }
    }
}

extension SandboxState {
    fileprivate func ownerSecret(at moment: Date) -> String? {
        guard let owner = tokens[ownerTokenID], !owner.isExpired(at: moment) else {
            return nil
        }
        let mayDoEverything = organizations.allSatisfy { organization in
            owner.roles.contains { $0.entityId == organization.id && $0.role == "ORGANIZATION_OWNER" }
        }
        return mayDoEverything ? owner.secret : nil
    }

    fileprivate mutating func addOwner(at moment: Date) throws -> String {
        var owner = Seed.owner(RandomText.identifier(), made: Timestamp(moment).text)
        let value = try owner.renewSecret(in: self, at: moment)
        ownerTokenID = owner.id
        tokens.put(owner)
        return value
    }
}

extension StoredToken {
    /// Returns whether it has expired.
    func isExpired(at moment: Date) -> Bool {
        token.endAt?.date.map { $0 <= moment } ?? false
    }
}
