/// Text that nobody can guess, from the system's generator.
package enum RandomText {
    /// A new ID in the shape of the API's: `c` and 24 lower-case letters and digits.
    package static func identifier() -> String { "c" + text(of: 24, from: lowerCase) }

    /// A text of `count` characters that a JWT's signature may consist of.
    package static func signature(_ count: Int) -> String { text(of: count, from: base64URL) }

    private static func text(of count: Int, from alphabet: [Character]) -> String {
        String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }

    private static let lowerCase = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    private static let base64URL = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
