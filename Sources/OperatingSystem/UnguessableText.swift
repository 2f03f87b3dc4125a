/// Texts that nobody can guess, and how to compare them.
package enum UnguessableText {
    /// Returns 43 letters, digits, `-` and `_` that encode 256 bits from the system's random source.
    package static func make() -> String { RandomValues.system.text() }

    /// Returns whether two texts are equal; the time it takes doesn't reveal where they differ.
    package static func matches(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
