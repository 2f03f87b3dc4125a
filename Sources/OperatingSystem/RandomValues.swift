/// A source of random values: the system's, or one for tests that returns the same values in every run.
public struct RandomValues: Sendable {
    private struct Source: RandomNumberGenerator {
        let draw: @Sendable () -> UInt64

        func next() -> UInt64 { draw() }
    }

    private let source: Source

    /// Creates a generator from a source of 64 random bits.
    public init(_ draw: @escaping @Sendable () -> UInt64) { source = Source(draw: draw) }

    /// The system's secure random values, which nobody can predict.
    public static var system: RandomValues { RandomValues { UInt64.random(in: 0...UInt64.max) } }

    /// Returns a random number in a range, both bounds included.
    public func number(in range: ClosedRange<Int>) -> Int {
        var source = source
        return Int.random(in: range, using: &source)
    }

    /// Returns a random element of a collection; nil if it is empty.
    public func element<Choices: Collection>(of choices: Choices) -> Choices.Element? {
        var source = source
        return choices.randomElement(using: &source)
    }

    /// Returns `count` random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var source = source
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &source) }
    }

    /// Returns 43 letters, digits, `-` and `_` that encode 256 random bits, strong enough for a password.
    public func text() -> String { Base64URL.encode(bytes(32)) }

    /// Returns a random UUID (version 4) in lower case, such as `3f2c8a5e-0b7d-4c1e-9a60-5d2f8e7b1c94`.
    public func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
