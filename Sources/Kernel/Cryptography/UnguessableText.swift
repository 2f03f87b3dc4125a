/// Texts that nobody can guess, and how to compare them.
package enum UnguessableText {
    /// 43 letters, digits, `-` and `_` that stand for 256 bits of the system's random source.
    package static func make() -> String {
        var source = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &source) })
    }

    /// Whether two texts are the same; how long that takes does not tell where they differ.
    package static func matches(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
