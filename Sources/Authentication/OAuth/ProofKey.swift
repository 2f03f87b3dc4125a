import Base

/// The proof that a code is exchanged by the same program that requested it (PKCE, RFC 7636, method S256).
package struct ProofKey: Sendable {
    /// The secret, which is sent only with the code.
    package let verifier: String

    /// Creates a key with a new secret.
    package init() { verifier = UnguessableText.make() }

    /// The hash of the secret that the browser sends instead.
    package var challenge: String { Self.challenge(of: verifier) }

    /// Returns the challenge that belongs to a verifier.
    package static func challenge(of verifier: String) -> String { Base64URL.encode(SHA256.hash(verifier.utf8)) }
}
