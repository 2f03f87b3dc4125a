/// What proves that whoever redeems a code is who asked for it (PKCE, RFC 7636, method S256).
package struct ProofKey: Sendable {
    /// The secret, which is sent only with the code.
    package let verifier: String

    /// Makes a new secret.
    package init() { verifier = UnguessableText.make() }

    /// What the browser carries in its place.
    package var challenge: String { Self.challenge(of: verifier) }

    /// The challenge that belongs to a verifier.
    package static func challenge(of verifier: String) -> String { Base64URL.encode(SHA256.hash(verifier.utf8)) }
}
