/// The positions of all values in a JSON document, in document order.
///
/// It only accepts JSON that every reader understands the same way: no escapes in keys, only valid UTF-8, no half of a
/// surrogate pair. Everything else is left to a reader that handles it.
struct JSONTape {
    enum Kind: UInt8 {
        case object, array, null, other
        /// A whole number with few digits.
        case number
        /// A string without escapes.
        case string
        /// A string with escapes.
        case escaped
    }

    struct Entry {
        var kind: Kind
        /// The key, without quotes; empty for an element of a list.
        var keyStart: Int
        var keyCount: Int
        /// The text between the quotes of a string, or the number.
        var start: Int
        var count: Int
        /// The entry after this one and everything in it.
        var next: Int
    }

    private(set) var entries: [Entry] = []
    let bytes: UnsafeBufferPointer<UInt8>
    /// The position of the next byte.
    private(set) var position = 0

    /// Deeper nesting is left to a reader that counts it.
    private static let deepest = 32

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Forgets all values.
    mutating func clear() { entries.removeAll(keepingCapacity: true) }

    /// Reads a character if it comes next; skips whitespace before it.
    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Whether a character comes next, after any whitespace.
    func isNext(_ character: Unicode.Scalar) -> Bool {
        bytes[position...].first { !Self.isSpace($0) } == UInt8(ascii: character)
    }

    /// Whether nothing but whitespace follows.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == bytes.count
    }

    @inline(__always)
    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// Reads a key and its colon; nil if there is none.
    mutating func takeKey() -> (start: Int, count: Int)? {
        guard take("\""), let key = takeString(), key.kind == .string, key.isASCII, take(":") else { return nil }
        return (key.start, key.count)
    }

    /// Reads any value; false if it can't be read.
    mutating func takeValue(keyStart: Int = 0, keyCount: Int = 0, depth: Int = 0) -> Bool {
        skipSpace()
        guard position < bytes.count, depth < Self.deepest else { return false }
        let index = entries.count
        entries.append(
            Entry(kind: .other, keyStart: keyStart, keyCount: keyCount, start: position, count: 0, next: index + 1))
        switch bytes[position] {
        case UInt8(ascii: "\""):
            position += 1
            guard let string = takeString() else { return false }
            entries[index].kind = string.kind
            entries[index].start = string.start
            entries[index].count = string.count
        case UInt8(ascii: "{"):
            position += 1
            entries[index].kind = .object
            guard takeMembers(depth) else { return false }
        case UInt8(ascii: "["):
            position += 1
            entries[index].kind = .array
            guard takeElements(depth) else { return false }
        default:
            guard let kind = takeLiteral() else { return false }
            entries[index].kind = kind
            entries[index].count = position - entries[index].start
        }
        entries[index].next = entries.count
        return true
    }

    private mutating func takeMembers(_ depth: Int) -> Bool {
        if take("}") { return true }
        repeat {
            guard let key = takeKey(), takeValue(keyStart: key.start, keyCount: key.count, depth: depth + 1) else {
                return false
            }
        } while take(",")
        return take("}")
    }

    private mutating func takeElements(_ depth: Int) -> Bool {
        if take("]") { return true }
        repeat {
            guard takeValue(depth: depth + 1) else { return false }
        } while take(",")
        return take("]")
    }

    private typealias Text = (kind: Kind, start: Int, count: Int, isASCII: Bool)

    /// Reads the rest of a string after its opening quote.
    private mutating func takeString() -> Text? {
        let start = position
        var (kind, isASCII) = (Kind.string, true)
        while true {
            position += PrintableASCII.unquotedPrefix(of: UnsafeBufferPointer(rebasing: bytes[position...]))
            guard position < bytes.count else { return nil }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                guard isASCII || String(validating: text, as: UTF8.self) != nil else { return nil }
                return (kind, start, text.count, isASCII)
            case UInt8(ascii: "\\"):
                kind = .escaped
                guard JSONEscape.read(bytes, &position) != nil else { return nil }
            case 0x7F...:
                isASCII = false
                position += 1
            default: return nil
            }
        }
    }

    /// Reads a word or a number.
    private mutating func takeLiteral() -> Kind? {
        for (word, kind) in [("null" as StaticString, Kind.null), ("true", .other), ("false", .other)]
        where hasWord(word) {
            position += word.utf8CodeUnitCount
            return kind
        }
        return takeNumber()
    }

    private func hasWord(_ word: StaticString) -> Bool {
        bytes[position...].starts(with: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Reads a number such as `-1.5e+3`, without a leading zero.
    private mutating func takeNumber() -> Kind? {
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        let whole = takeDigits()
        guard whole == 1 || whole > 1 && bytes[first] != UInt8(ascii: "0") else { return nil }
        guard position < bytes.count, [UInt8(ascii: "."), 0x45, 0x65].contains(bytes[position]) else {
            return whole <= 18 ? .number : .other
        }
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard takeDigits() > 0 else { return nil }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, "+-".utf8.contains(bytes[position]) { position += 1 }
            guard takeDigits() > 0 else { return nil }
        }
        return .other
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position - start
    }
}

/// Escapes in JSON, after the backslash.
enum JSONEscape {
    /// Reads an escape and moves past it; nil if it is invalid or half of a surrogate pair.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Unicode.Scalar? {
        guard position + 1 < bytes.count else { return nil }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard position + 4 <= bytes.count else { return nil }
            var value: UInt32 = 0
            for byte in bytes[position..<position + 4] {
                guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                value = value << 4 | UInt32(digit)
            }
            position += 4
            return Unicode.Scalar(value)
        default: return nil
        }
    }
}
