/// Blanks whatever looks like a credential in a text that is about to be shown.
///
/// ```swift
/// Redaction(secrets: ["hunter2"]).blanking("Bearer abc, hunter2")  // "Bearer ***, ***"
/// ```
package struct Redaction: Sendable {
    private let secrets: [String]

    /// What stands for a secret.
    private static let blank = "***"

    /// Makes a redaction.
    ///
    /// - Parameter secrets: Texts to blank wherever they occur, besides those that are known by their look.
    package init(secrets: Set<String> = []) {
        // The longest first: of two secrets, one may be a part of the other.
        self.secrets = secrets.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// The text without secrets: the known ones, JSON Web Tokens, and whatever follows the word `Bearer`.
    package func blanking(_ text: String) -> String {
        let known = secrets.reduce(text) { $0.replacing($1, with: Self.blank) }
        return Self.blankingTokens(known)
    }

    private static func blankingTokens(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let word = rest.first {
            let token = rest.prefix(while: isTokenCharacter)
            if token.isEmpty {
                result.append(word)
                rest.removeFirst()
            } else if token.lowercased() == "bearer", let value = bearerValue(rest.dropFirst(token.count)) {
                result += "\(token) \(blank)"
                rest = rest[value.endIndex...]
            } else {
                result += blankingWebToken(token)
                rest = rest[token.endIndex...]
            }
        }
        return result
    }

    /// What follows the word `Bearer` and one or more spaces.
    private static func bearerValue(_ rest: Substring) -> Substring? {
        let value = rest.drop { $0 == " " }
        guard value.startIndex > rest.startIndex else { return nil }
        let token = value.prefix { isTokenCharacter($0) || "/+=~*".contains($0) }
        return token.isEmpty ? nil : token
    }

    /// Three parts in base64, of which the first begins as the JSON text `{"` does.
    private static func blankingWebToken(_ token: Substring) -> String {
        guard let start = token.firstRange(of: "eyJ")?.lowerBound else { return String(token) }
        let parts = token[start...].split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 3 ? token[..<start] + blank : String(token)
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
    }
}
