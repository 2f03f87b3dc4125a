/// A parser for JSON (RFC 8259).
struct JSONTextParser {
    private let bytes: [UInt8]
    private var position = 0

    private static let deepest = 512

    /// Returns the value of a whole text; nil if it isn't JSON.
    static func parse(_ bytes: [UInt8]) -> JSONText? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var parser = JSONTextParser(bytes: bytes)
        guard let value = parser.value(depth: 0) else { return nil }
        parser.skipSpace()
        return parser.position == bytes.count ? value : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONText? {
        guard depth < Self.deepest else { return nil }
        if take("{") { return object(depth) }
        if take("[") { return array(depth) }
        if next == UInt8(ascii: "\"") { return string().map(JSONText.string) }
        return literal()
    }

    private mutating func object(_ depth: Int) -> JSONText? {
        if take("}") { return .object([]) }
        var members: [JSONText.Member] = []
        repeat {
            skipSpace()
            guard let key = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONText.Member(key, value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONText? {
        if take("]") { return .array([]) }
        var elements: [JSONText] = []
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    /// A string with its quotes.
    private mutating func string() -> String? {
        let start = position
        guard next == UInt8(ascii: "\"") else { return nil }
        position += 1
        while let byte = next, byte >= 0x20 {
            position += 1
            if byte == UInt8(ascii: "\"") { return text(from: start) }
            if byte == UInt8(ascii: "\\"), !skipEscape() { return nil }
        }
        return nil
    }

    /// Skips the rest of an escape after its backslash.
    private mutating func skipEscape() -> Bool {
        guard let byte = next else { return false }
        position += 1
        if byte != UInt8(ascii: "u") { return "\"\\/bfnrt".utf8.contains(byte) }
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(Self.isHexadecimal) else { return false }
        position += 4
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func literal() -> JSONText? {
        let start = position
        while let byte = next, Self.isDigit(byte) || Self.isLetter(byte) || "+-.".utf8.contains(byte) { position += 1 }
        let word = text(from: start)
        return ["true", "false", "null"].contains(word) || Self.isNumber(word) ? .literal(word) : nil
    }

    /// Parses a number such as `-1.5e+3`: no leading zero, no bare point.
    private static func isNumber(_ word: String) -> Bool {
        var rest = word.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = takeDigits(&rest)
        let startsWithZero = word.hasPrefix("0") || word.hasPrefix("-0")
        guard whole == 1 || whole > 1 && !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard takeDigits(&rest) > 0 else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func takeDigits(_ text: inout Substring.UTF8View) -> Int {
        let digits = text.prefix(while: isDigit).count
        text.removeFirst(digits)
        return digits
    }

    private func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }
}
