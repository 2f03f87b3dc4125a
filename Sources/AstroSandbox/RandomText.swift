/// Random text that nobody can guess, from the system's generator.
package enum RandomText {
    /// Returns a new ID in the API's format: `c` and 24 lowercase letters and digits.
    package static func identifier() -> String { "c" + text(of: 24, from: lowerCase) }

    /// Returns a text of `count` characters in the alphabet of a JWT's signature.
    package static func signature(_ count: Int) -> String { text(of: count, from: base64URL) }

    private static func text(of count: Int, from alphabet: [Character]) -> String {
        String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }

    private static let lowerCase = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    private static let base64URL = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
