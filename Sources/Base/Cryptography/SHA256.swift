/// The hash function SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// Returns the 32 bytes of the hash.
    package static func hash(_ message: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(message)
        var state = initialState
        // One schedule for all blocks: a plan of a hundred thousand tokens has hundreds of thousands.
        var words = [UInt32](repeating: 0, count: 64)
        let whole = bytes.count / 64 * 64
        mix(bytes, to: whole, &words, &state)
        let end = padded(bytes[whole...], bytes.count)
        mix(end, to: end.count, &words, &state)
        return state.flatMap(bigEndianBytes)
    }

    private static func mix(_ bytes: [UInt8], to end: Int, _ words: inout [UInt32], _ state: inout [UInt32]) {
        for start in stride(from: 0, to: end, by: 64) {
            schedule(bytes, start, &words)
            mix(words, into: &state)
        }
    }

    /// Returns the hash of a text in hexadecimal.
    package static func hexadecimal(_ text: String) -> String { hexadecimal(text.utf8) }

    /// Returns the hash of a message in hexadecimal.
    package static func hexadecimal(_ message: some Sequence<UInt8>) -> String {
        hash(message).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Returns the end of a message, a one bit, zeros and the message's length in bits, in blocks of 64 bytes.
    private static func padded(_ end: ArraySlice<UInt8>, _ count: Int) -> [UInt8] {
        let zeros = (119 - count % 64) % 64
        let length = UInt64(count) * 8
        return Array(end) + [0x80] + Array(repeating: 0, count: zeros)
            + bigEndianBytes(UInt32(truncatingIfNeeded: length >> 32))
            + bigEndianBytes(UInt32(truncatingIfNeeded: length))
    }

    private static func mix(_ words: [UInt32], into state: inout [UInt32]) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        // As one access: a look at the list of constants costs as much as a step.
        constants.withUnsafeBufferPointer { constants in
            for index in 0..<64 {
                let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                let first = h &+ sum1 &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
                let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                let second = sum0 &+ (a & b ^ a & c ^ b & c)
                (h, g, f, e) = (g, f, e, d &+ first)
                (d, c, b, a) = (c, b, a, first &+ second)
            }
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    /// Fills the words of the block at a position.
    private static func schedule(_ bytes: [UInt8], _ start: Int, _ words: inout [UInt32]) {
        for index in 0..<16 {
            let byte = start + 4 * index
            words[index] =
                UInt32(bytes[byte]) << 24 | UInt32(bytes[byte + 1]) << 16 | UInt32(bytes[byte + 2]) << 8
                | UInt32(bytes[byte + 3])
        }
        for index in 16..<64 {
            let (near, far) = (words[index - 2], words[index - 15])
            let sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ far >> 3
            let sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ near >> 10
            words[index] = words[index - 16] &+ sigma0 &+ words[index - 7] &+ sigma1
        }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static func bigEndianBytes(_ word: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }

    private static let initialState: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
