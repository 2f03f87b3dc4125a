import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IP address, or a block of addresses with the same prefix.
struct IPBlock: Sendable, Equatable {
    private let bytes: [UInt8]
    /// The length of the prefix in bits.
    private let bits: Int

    /// Parses `10.1.2.3`, `10.0.0.0/8`, `fd00::1`, `[fd00::1]` or `fd00::/8`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var address = String(parts[0])
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard let bytes = Self.bytes(address) else { return nil }
        guard parts.count == 2 else {
            (self.bytes, bits) = (bytes, bytes.count * 8)
            return
        }
        guard let bits = UInt8(parts[1]).map(Int.init), bits <= bytes.count * 8 else { return nil }
        (self.bytes, self.bits) = (bytes, bits)
    }

    /// Returns whether an address is in this block.
    func contains(_ other: IPBlock) -> Bool {
        guard other.bytes.count == bytes.count, other.bits >= bits else { return false }
        return zip(bytes, other.bytes).enumerated().allSatisfy { index, pair in
            let compared = min(max(bits - index * 8, 0), 8)
            return (pair.0 ^ pair.1) >> (8 - compared) == 0
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            guard inet_pton(family, text, &bytes) == 1 else { continue }
            // An IPv4 address mapped to IPv6 is the same host.
            let isMapped = size == 16 && bytes[..<12] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            return isMapped ? Array(bytes[12...]) : bytes
        }
        return nil
    }
}
