/// Names that reveal that they name a secret.
package enum SecretName {
    /// Parts of names that only secrets have, without dashes and underscores.
    private static let marks = [
        "token", "secret", "password", "passwd", "passphrase", "credential", "apikey", "accesskey", "privatekey",
        "authorization", "bearer", "cookie", "jwt",
    ]
    /// Whole words that name secrets, though other words contain them.
    private static let words: Set<Substring> = ["pass", "pwd", "key", "auth", "pat", "sig", "signature", "pin"]

    /// Returns whether a name reveals a secret.
    package static func matches(_ name: String) -> Bool {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        let whole = words.joined()
        return marks.contains { whole.contains($0) } || words.contains { Self.words.contains($0) }
    }
}
