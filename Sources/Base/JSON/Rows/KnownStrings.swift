#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A cache of texts that were read recently: many texts repeat within a list, such as who created a token.
///
/// A lookup takes a fraction of the time and memory of a new string.
struct KnownStrings {
    private var known = [String](repeating: "", count: 256)
    /// The size in bytes up to which a string needs no memory of its own.
    private static let small = 15

    /// Returns the text of valid UTF-8.
    mutating func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.count > Self.small, let start = bytes.baseAddress else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let (first, last) = (UnsafeRawPointer(start), UnsafeRawPointer(start + bytes.count - 8))
        let mixed =
            (first.loadUnaligned(as: UInt64.self) ^ (last.loadUnaligned(as: UInt64.self) &* 0x9E37_79B9_7F4A_7C15)
                ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
        let place = Int(mixed >> 56)
        let isKnown = known[place].utf8.withContiguousStorageIfAvailable { text in
            text.count == bytes.count && memcmp(text.baseAddress ?? start, start, text.count) == 0
        }
        if isKnown == true { return known[place] }
        let text = String(decoding: bytes, as: UTF8.self)
        known[place] = text
        return text
    }
}
