package import AstroAPI
import Kernel

/// The tokens that others claim to replace, by the marks of a listing.
package struct MarkedReplacements: Sendable {
    private var replacements: [String: [APIToken]] = [:]

    package init() {}

    package init(_ tokens: [APIToken]) { add(tokens) }

    /// Looks at more tokens.
    package mutating func add(_ tokens: [APIToken]) {
        for token in tokens {
            if let mark = token.mark { replacements[mark.oldID, default: []].append(token) }
        }
    }

    /// Whether any token has a mark.
    package var isEmpty: Bool { replacements.isEmpty }

    /// The tokens that can and claim to replace one.
    ///
    /// A mark of another place counts for nothing: it would keep a token from being rotated for good.
    package func replacements(of token: APIToken) -> [APIToken] {
        (replacements[token.id] ?? []).filter { $0.isCounterpart(of: token) }
    }

    /// The IDs of those tokens that others replace.
    package func replaced(_ tokens: [APIToken]) -> Set<String> {
        isEmpty ? [] : Set(tokens.filter { !replacements(of: $0).isEmpty }.map(\.id))
    }

    /// The IDs of tokens that are being replaced, and of those that replace them.
    ///
    /// - Parameter tokens: The tokens that there are.
    package func busy(_ tokens: [APIToken]) -> Set<String> {
        guard !isEmpty else { return [] }
        return Set(
            tokens.flatMap { token -> [String] in
                let new = replacements(of: token).map(\.id)
                return new.isEmpty ? [] : new + [token.id]
            })
    }
}

extension APIToken {
    /// Whether it can replace another token: both have the same scope, place and kind.
    package func isCounterpart(of other: APIToken) -> Bool {
        id != other.id && scope == other.scope && kind == other.kind && homeID == other.homeID
    }
}
