/// What proves to a server who is asking.
package struct Credential: Sendable, Equatable {
    /// Where a credential was found.
    package enum Source: Sendable, Equatable {
        case environment
        case config(context: String)
        case helper(name: String, context: String)
        case embedded
    }

    /// The bearer token, without the word `Bearer`.
    package let token: String
    package let source: Source
    package let claims: TokenClaims?

    /// A token as people write it down, without the word `Bearer` before it.
    static func withoutScheme(_ text: String) -> String {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        return words.first?.lowercased() == "bearer" ? words.dropFirst().joined().trimmed : text.trimmed
    }
}
