/// Detects printable ASCII eight bytes at a time: nearly all text consists of nothing else.
package enum PrintableASCII {
    /// Returns whether all characters of a text are printable ASCII.
    package static func isAll(_ text: String) -> Bool {
        let utf8 = text.utf8
        return utf8.withContiguousStorageIfAvailable { prefix(of: $0) == $0.count }
            ?? utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// Returns the number of bytes before the first one that isn't printable ASCII.
    package static func prefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        prefix(of: bytes, special: { special($0) }, isPlain: { (0x20...0x7E).contains($0) })
    }

    /// Returns the number of bytes before the first one that isn't printable ASCII, or is a quote or a backslash.
    package static func unquotedPrefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        return prefix(
            of: bytes, special: { special($0) | equal($0, quote) | equal($0, backslash) },
            isPlain: { (0x20...0x7E).contains($0) && $0 != quote && $0 != backslash })
    }

    @inline(__always)
    private static func prefix(
        of bytes: UnsafeBufferPointer<UInt8>, special: (UInt64) -> UInt64, isPlain: (UInt8) -> Bool
    ) -> Int {
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
        var count = 0
        while count + 8 <= bytes.count {
            let found = special(UInt64(littleEndian: start.loadUnaligned(fromByteOffset: count, as: UInt64.self)))
            if found != 0 { return count + found.trailingZeroBitCount / 8 }
            count += 8
        }
        while count < bytes.count, isPlain(bytes[count]) { count += 1 }
        return count
    }

    // The usual tricks on eight bytes at once. The lowest marked byte is always right; higher ones may be marked by
    // mistake, because a subtraction borrows from them.

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Marks the bytes below 0x20 and above 0x7E.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        (word &- ones &* 0x20) & ~word & tops | word & tops | equal(word, 0x7F)
    }

    /// Marks the bytes that are equal to a given one.
    @inline(__always)
    private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ ones &* UInt64(byte)
        return (difference &- ones) & ~difference & tops
    }
}
