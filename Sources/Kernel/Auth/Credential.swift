/// What proves to a server who is asking.
package struct Credential: Sendable, Equatable {
    /// Where a credential was found.
    package enum Source: Sendable, Equatable {
        case environment
        case config(context: String)
        case embedded
    }

    /// The bearer token, without the word `Bearer`.
    package let token: String
    package let source: Source
    package let claims: TokenClaims?
}
