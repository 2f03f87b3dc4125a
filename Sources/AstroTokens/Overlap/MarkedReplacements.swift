package import AstroAPI
import Kernel

/// The tokens that claim to replace others, according to the marks in a listing.
package struct MarkedReplacements: Sendable {
    private var replacements: [String: [APIToken]] = [:]

    package init() {}

    package init(_ tokens: [APIToken]) { add(tokens) }

    /// Reads the marks of more tokens.
    package mutating func add(_ tokens: [APIToken]) {
        for place in tokens.indices {
            // Only the description: this doesn't copy the token.
            guard let mark = OverlapMark(in: tokens[place].description) else { continue }
            replacements[mark.oldID, default: []].append(tokens[place])
        }
    }

    /// Whether any token has a mark.
    package var isEmpty: Bool { replacements.isEmpty }

    /// Returns the tokens that claim to replace a token, and can.
    ///
    /// A mark from another place doesn't count, or it could keep a token from being rotated forever.
    package func replacements(of token: APIToken) -> [APIToken] {
        (replacements[token.id] ?? []).filter { $0.isCounterpart(of: token) }
    }

    /// Returns the IDs of the tokens that others replace.
    package func replaced(_ tokens: [APIToken]) -> Set<String> {
        isEmpty ? [] : Set(tokens.filter { !replacements(of: $0).isEmpty }.map(\.id))
    }

    /// Returns the IDs of tokens that are being replaced, and of their replacements.
    ///
    /// - Parameter tokens: All existing tokens.
    package func busy(_ tokens: [APIToken]) -> Set<String> { isEmpty ? [] : busy([TokenIdentity.all(tokens)]) }

    /// Returns the same for pages of tokens that are not kept in memory.
    package func busy(_ pages: [[TokenIdentity]]) -> Set<String> {
        guard !isEmpty else { return [] }
        return Set(
            pages.joined().flatMap { old -> [String] in
                let new = TokenIdentity.all(replacements[old.id] ?? []).filter { $0.isCounterpart(of: old) }.map(\.id)
                return new.isEmpty ? [] : new + [old.id]
            })
    }
}

/// The facts that decide whether one token can replace another, kept small: there may be a hundred thousand.
package struct TokenIdentity: Sendable {
    package let id: String
    private let scope: APIToken.Scope
    private let kind: APIToken.Kind
    private let agentsDeploymentID: String?
    /// Nil if some cannot be read.
    private let roles: [TokenRole]?

    private init(_ tokens: [APIToken], _ place: Int) {
        // Field by field, so that the token itself isn't copied.
        id = tokens[place].id
        scope = tokens[place].scope
        kind = tokens[place].kind
        agentsDeploymentID = tokens[place].agentsDeploymentID
        roles = tokens[place].hasUnreadableRoles ? nil : tokens[place].roles ?? []
    }

    /// Returns the identities of tokens, in the same order.
    package static func all(_ tokens: [APIToken]) -> [TokenIdentity] {
        tokens.indices.map { TokenIdentity(tokens, $0) }
    }

    private var homeID: String? { agentsDeploymentID ?? roles.flatMap { APIToken.homeID(scope, $0) } }

    func isCounterpart(of other: TokenIdentity) -> Bool {
        id != other.id && scope == other.scope && kind == other.kind && homeID == other.homeID
    }
}

extension APIToken {
    /// Returns whether it can replace another token: both have the same scope, place and kind.
    package func isCounterpart(of other: APIToken) -> Bool {
        let identities = TokenIdentity.all([self, other])
        return identities[0].isCounterpart(of: identities[1])
    }
}
