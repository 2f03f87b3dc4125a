#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads answers whose JSON may be partly malformed.
enum AnswerBody {
    /// Returns the value in a body, or nil if it has none.
    ///
    /// - Parameter isPartEnough: Whether a truncated document is acceptable. Never pass true for a list: a missing item
    ///   would look like a deleted one.
    static func value<Value: Decodable>(_ type: Value.Type, in body: Data, isPartEnough: Bool = false) -> Value? {
        if isPlain(body), let value = try? JSONDecoder().decode(type, from: body) { return value }
        let repaired = RepairedJSON(body)
        guard repaired.isWhole || isPartEnough, !repaired.bytes.isEmpty else { return nil }
        return try? JSONDecoder().decode(type, from: Data(repaired.bytes))
    }

    /// Returns whether a body is free of what makes a decoder give up on a field: bytes that are not UTF-8, and escapes
    /// of surrogates, which may be unpaired.
    private static func isPlain(_ body: Data) -> Bool {
        guard String(validating: body, as: UTF8.self) != nil else { return false }
        return body.withUnsafeBytes { hasWholeEscapes($0) }
    }

    private static func hasWholeEscapes(_ body: UnsafeRawBufferPointer) -> Bool {
        var rest = body[...]
        while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
            let digits = rest[escape...].prefix(4)
            if digits.count == 4, digits.elementsEqual("\\ud8".utf8, by: Self.isSurrogate) { return false }
            rest = rest[escape...].dropFirst(2)
        }
        return true
    }

    /// Compares a byte with one of `\ud8`, the last of which stands for 8 to f.
    private static func isSurrogate(_ byte: UInt8, _ pattern: UInt8) -> Bool {
        switch pattern {
        case UInt8(ascii: "8"):
            UInt8(ascii: "8")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
        case UInt8(ascii: "d"): byte | 0x20 == pattern
        default: byte == pattern
        }
    }
}
