#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// The caller of a request, and its permissions.
///
/// The rule: a role gives access to its place and everything in it. Every role can read there;
/// ``RoleCatalog/administrators`` can also change tokens there. The places around it are visible, but not their
/// tokens. So a Deployment's token manages the tokens of its Deployment and nothing above.
struct Caller {
    let profile: SubjectProfile
    /// The places whose tokens it can read.
    private let covered: Set<Place>
    /// The places whose tokens it can change.
    private let administered: Set<Place>
    /// The places that it can see.
    private let visible: Set<Place>

    /// Finds the caller by the request's bearer token; 401 if the token isn't valid now.
    init(_ request: HTTPRequest, _ state: SandboxState, at moment: Date) throws {
        guard let secret = request.headers.bearerToken else {
            throw SandboxRefusal(401, "the request has no bearer token")
        }
        if state.hasLogin(secret, at: Int(moment.timeIntervalSince1970)) {
            self.init(ownerIn: state)
            return
        }
        // An agent token gives access to nothing here, but is recognized anyway.
        let known = state.tokens.holder(of: secret) ?? state.agentTokens?.first { $0.secret == secret }
        guard let stored = known, !stored.isExpired(at: moment) else {
            throw SandboxRefusal(401, "the bearer token is unknown, expired or revoked")
        }
        self.init(stored, state)
    }

    /// Creates the person who logs in, who owns everything.
    private init(ownerIn state: SandboxState) {
        profile = Seed.author
        let everything = Set(state.organizations.flatMap { state.within(.organization($0.id)) })
        (covered, administered, visible) = (everything, everything, everything)
    }

    private init(_ stored: StoredToken, _ state: SandboxState) {
        let roles = stored.roles.filter { $0.entityType != .dag && $0.entityType != .dagTag }
        let administrators = roles.filter { RoleCatalog.administrators.contains($0.role) }
        let places = roles.compactMap { Place($0) }
        profile = SubjectProfile(
            id: stored.id, subjectType: "SERVICEKEY", apiTokenName: stored.token.name)
        covered = Set(places.flatMap(state.within))
        administered = Set(administrators.compactMap { Place($0) }.flatMap(state.within))
        visible = covered.union(places.compactMap(state.enclosing).joined())
    }

    /// Returns whether it can see a place.
    func sees(_ place: Place) -> Bool { visible.contains(place) }

    /// Returns whether it can read a token, which must have a role in a place that the caller can read.
    func sees(_ stored: StoredToken) -> Bool {
        if stored.id == profile.id { return true }
        if let home = stored.home, covered.contains(home) { return true }
        return stored.roles.contains { role in Place(role).map(covered.contains) ?? false }
    }

    /// Refuses a request to read tokens of a place that the caller can't read.
    func mustRead(_ place: Place) throws {
        if !covered.contains(place) { throw SandboxRefusal.forbidden("read the tokens of \(place.words)") }
    }

    /// Refuses a request for a resource of a place that the caller's roles don't reach.
    func mustReach(_ place: Place, toChange: Bool) throws {
        guard covered.contains(place) else { throw SandboxRefusal.forbidden("see \(place.words)") }
        if toChange, !administered.contains(place) { throw SandboxRefusal.forbidden("change \(place.words)") }
    }

    /// Refuses a request to change tokens of a place that the caller can't administer.
    func mustAdminister(_ place: Place?) throws {
        guard let place, administered.contains(place) else {
            throw SandboxRefusal.forbidden("change the tokens of \(place?.words ?? "an unknown place")")
        }
    }
}
