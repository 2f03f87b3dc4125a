/// Blanks whatever looks like a credential in a text that is about to be shown.
///
/// ```swift
/// Redaction(secrets: ["hunter2"]).blanking("Bearer abc, hunter2")  // "Bearer ***, ***"
/// ```
/// It reads bytes rather than characters: an accent that follows a secret makes one character with its last letter,
/// and would hide it.
package struct Redaction: Sendable {
    private let secrets: [[UInt8]]

    /// What stands for a secret.
    private static let blank = Array("***".utf8)

    /// Makes a redaction.
    ///
    /// - Parameter secrets: Texts to blank wherever they occur, besides those that are known by their look.
    package init(secrets: Set<String> = []) {
        // The longest first: of two secrets, one may be a part of the other.
        self.secrets = secrets.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
            .map { Array($0.utf8) }
    }

    /// The text without secrets: the known ones, JSON Web Tokens, and whatever follows the word `Bearer`.
    package func blanking(_ text: String) -> String {
        let known = secrets.reduce(Array(text.utf8)) { $0.replacing($1, with: Self.blank) }
        return String(decoding: Self.blankingTokens(known), as: UTF8.self)
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
        // Setting this bit makes ASCII letters small.
        token.map { $0 | 0x20 } == Array("bearer".utf8)
    }

    /// What follows the word `Bearer` and white space.
    private static func bearerValue(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let value = rest.drop { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
        guard value.startIndex > rest.startIndex else { return nil }
        let token = value.prefix { isTokenByte($0) || "/+=~*".utf8.contains($0) }
        return token.isEmpty ? nil : token
    }

    /// Three parts in base64, of which the first begins as the JSON text `{"` does.
    private static func blankingWebToken(_ token: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let start = token.firstRange(of: "eyJ".utf8)?.lowerBound else { return token }
        let dots = token[start...].count { $0 == UInt8(ascii: ".") }
        return dots >= 2 ? token[..<start] + blank : token
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
