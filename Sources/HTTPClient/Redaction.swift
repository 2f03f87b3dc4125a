import Base

/// Blanks everything that looks like a credential in a text that is about to be shown.
///
/// ```swift
/// Redaction(secrets: ["hunter2"]).blanking("Bearer abc, hunter2")  // "Bearer ***, ***"
/// ```
/// It reads bytes rather than characters: a combining accent after a secret would merge with its last letter and hide
/// the secret.
package struct Redaction: Sendable {
    private let secrets: [[UInt8]]

    /// The replacement for a secret.
    private static let blank = Array("***".utf8)

    /// Creates a redaction.
    ///
    /// - Parameter secrets: Texts to blank wherever they occur, besides those that are recognized by their form.
    package init(secrets: Set<String> = []) {
        // The longest first: one secret may be part of another.
        self.secrets = secrets.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
            .map { Array($0.utf8) }
    }

    /// Returns the text without known secrets, JSON Web Tokens, and words after `Bearer`.
    package func blanking(_ text: String) -> String {
        let known = secrets.reduce(Array(text.utf8)) { $0.replacing($1, with: Self.blank) }
        return String(decoding: Self.blankingTokens(known), as: UTF8.self)
    }

    /// Returns the text without known secrets only, for texts in which nothing else may change.
    package func blankingKnown(_ text: [UInt8]) -> [UInt8] {
        secrets.reduce(text) {
            $1.count > $0.count || $0.firstRange(of: $1) == nil ? $0 : $0.replacing($1, with: Self.blank)
        }
    }

    private static func blankingTokens(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text[...]
        while let byte = rest.first {
            let token = rest.prefix(while: isTokenByte)
            if token.isEmpty {
                result.append(byte)
                rest.removeFirst()
            } else if isBearer(token), let value = bearerValue(rest.dropFirst(token.count)) {
                result += token + Array(" ".utf8) + blank
                rest = rest[value.endIndex...]
            } else {
                result += blankingWebToken(token)
                rest = rest[token.endIndex...]
            }
        }
        return result
    }

    private static func isBearer(_ token: ArraySlice<UInt8>) -> Bool {
        // Setting this bit makes ASCII letters lowercase.
        token.map { $0 | 0x20 } == Array("bearer".utf8)
    }

    /// Returns the word after `Bearer` and whitespace.
    private static func bearerValue(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let value = rest.drop { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
        guard value.startIndex > rest.startIndex else { return nil }
        let token = value.prefix { isTokenByte($0) || "/+=~*".utf8.contains($0) }
        return token.isEmpty ? nil : token
    }

    /// Three base64 parts, the first of which starts like the JSON text `{"`.
    private static func blankingWebToken(_ token: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let start = token.firstRange(of: "eyJ".utf8)?.lowerBound else { return token }
        let dots = token[start...].count { $0 == UInt8(ascii: ".") }
        return dots >= 2 ? token[..<start] + blank : token
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "-_.".utf8.contains(byte)
    }
}
