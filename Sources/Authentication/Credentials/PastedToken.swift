import Base
import HTTPClient

/// A token the way people paste it: from a file, a header, a shell's script.
package enum PastedToken {
    /// Returns the token alone: without surrounding whitespace, a byte order mark, a variable's name, `Authorization:`,
    /// `Bearer`, and one pair of quotes.
    ///
    /// - Parameter variable: The name of the variable that scripts keep it in.
    package static func unwrapped(_ text: String, variable: String) -> String {
        var rest = trimmed(text[...])
        var wrappings: [(Substring) -> Substring?] = [
            withoutQuotes, { dropping(variable + "=", of: $0) }, withoutScheme,
        ]
        while let (index, inner) = wrappings.enumerated().lazy.compactMap({ index, strip in
            strip(rest).map { (index, $0) }
        }).first {
            // Each is removed once: a text that is wrapped twice is something else.
            wrappings.remove(at: index)
            rest = trimmed(inner)
        }
        return String(rest)
    }

    /// Returns what is wrong with an unwrapped token; nil if it could be one.
    ///
    /// The message never quotes the token, except for a character that no token has.
    package static func complaint(about token: String) -> String? {
        if token.isEmpty { return "it is empty" }
        guard let scalar = token.unicodeScalars.first(where: { !isTokenScalar($0) }) else { return nil }
        if token.unicodeScalars.contains(where: { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }) {
            return "it has more than one line"
        }
        if scalar.properties.isWhitespace { return "it contains whitespace" }
        let isPlain = scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
        return "it has \(isPlain ? "'\(scalar)'" : codePoint(scalar)) in it, which no token has"
    }

    /// Returns what is wrong with a token that must be a JSON Web Token, as every API token is.
    ///
    /// - Parameter claims: What the token says of itself; nil if it can't be read.
    package static func complaint(aboutAPIToken token: String, _ claims: TokenClaims?) -> String? {
        if let complaint = complaint(about: token) { return complaint }
        let parts = token.utf8.count { $0 == UInt8(ascii: ".") } + 1
        if parts != 3 { return "it has \(parts) of the 3 parts of an API token" }
        // Every header of a JSON Web Token starts with `{"`.
        if !token.hasPrefix("eyJ") { return "it does not start like an API token" }
        return claims == nil ? "its parts cannot be decoded" : nil
    }

    private static func withoutQuotes(_ text: Substring) -> Substring? {
        guard let first = text.unicodeScalars.first, first == "\"" || first == "'", text.unicodeScalars.count > 1,
            text.unicodeScalars.last == first
        else { return nil }
        return Substring(text.unicodeScalars.dropFirst().dropLast())
    }

    private static func withoutScheme(_ text: Substring) -> Substring? {
        let credentials = dropping("authorization:", of: text).map(trimmed) ?? text
        guard let token = dropping("bearer", of: credentials) else { return nil }
        return token.unicodeScalars.first.map(isSpace) ?? true ? token : nil
    }

    private static func dropping(_ prefix: String, of text: Substring) -> Substring? {
        let isCaseFree = prefix == prefix.lowercased()
        let start = text.unicodeScalars.prefix(prefix.unicodeScalars.count)
        let found = isCaseFree ? String(start).lowercased() : String(start)
        return found == prefix ? Substring(text.unicodeScalars.dropFirst(prefix.unicodeScalars.count)) : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var scalars = text.unicodeScalars.drop(while: isSpace)
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return Substring(scalars)
    }

    /// Whether it is whitespace, or the byte order mark that some editors put at the start of a file.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }

    private static func isTokenScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIAlphanumeric || "-._~+/=".unicodeScalars.contains(scalar)
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
