import Base
import HTTPClient

/// Which settings are secret, and how much of the others can be shown.
package enum SecretSetting {
    /// Returns whether a setting is secret, judging by its path: any part of it may say so.
    ///
    /// - Parameter keys: The declared keys; a key that is declared by its full name isn't secret.
    package static func isSecret(_ path: [String], _ keys: [ConfigKey]) -> Bool {
        if keys.contains(where: { $0.isSingle && $0.matches(path) }) { return false }
        return path.contains(where: SecretName.matches)
    }

    /// Returns a value in a form that can be shown: without a URL's user and password, and without anything like a
    /// token.
    package static func shown(_ value: String) -> String {
        let words = value.split(omittingEmptySubsequences: false) { $0.isWhitespace || $0 == "," }
        var shown = value
        for word in words where word.contains("@") {
            shown = shown.replacing(word, with: withoutPassword(String(word)))
        }
        return Redaction().blanking(shown)
    }

    /// Removes the user and password from `user:password@host` and `https://user@host`; an email address stays as it
    /// is.
    private static func withoutPassword(_ word: String) -> String {
        guard let sign = word.lastIndex(of: "@"), word[..<sign].contains(":") else { return word }
        return SecureAddress.withoutUser(word)
    }
}

extension Config {
    /// Whether a setting is secret.
    package func isSecret(_ path: [String]) -> Bool { SecretSetting.isSecret(path, knownKeys) }
}
