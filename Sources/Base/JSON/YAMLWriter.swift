/// Writes JSON values as block-style YAML.
///
/// Text is plain only if every YAML reader takes it for the same text; otherwise it is in double quotes, as in JSON.
package struct YAMLWriter {
    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []
    /// What the next line continues after.
    private var start = Start.line

    private enum Start {
        case line, dash, key
    }

    package init() {}

    /// Makes room for a number of further bytes at once.
    package mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

    /// Returns the text of a value, with a trailing newline.
    package static func text(of value: JSONValue, indent: Int = 0) -> String {
        var writer = YAMLWriter()
        writer.write(value, indent: indent)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes a value, with a trailing newline.
    package mutating func write(_ value: JSONValue, indent: Int) {
        guard Self.fitsOnLine(value) else { return writeLines(value, indent: indent) }
        start = .line
        appendScalar(value)
        append("\n")
    }

    private mutating func writeLines(_ value: JSONValue, indent: Int) {
        switch value {
        case .object(let members):
            for member in members {
                beginLine(indent)
                append(quotingIfNeeded: member.key)
                append(":")
                writeNested(member.value, indent: indent + 2)
            }
        case .array(let elements):
            for element in elements {
                beginLine(indent)
                append("- ")
                start = .dash
                write(element, indent: indent + 2)
            }
        default: break
        }
    }

    private mutating func writeNested(_ value: JSONValue, indent: Int) {
        if Self.fitsOnLine(value) {
            append(" ")
            appendScalar(value)
            append("\n")
        } else {
            append("\n")
            writeLines(value, indent: indent)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func beginLine(_ indent: Int) {
        if start == .key { bytes.append(UInt8(ascii: "\n")) }
        if start != .dash { bytes.appendSpaces(indent) }
        start = .line
    }

    private static func fitsOnLine(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
    }

    /// Appends a value that fits on one line.
    private mutating func appendScalar(_ value: JSONValue) {
        switch value {
        case .string(let text): append(quotingIfNeeded: text)
        case .array: append("[]")
        case .object: append("{}")
        default: append(JSONWriter.text(of: value, indented: false))
        }
    }

    private mutating func append(quotingIfNeeded text: String) {
        if text.utf8.withContiguousStorageIfAvailable({ appendASCII($0) }) == true { return }
        append(Self.isBare(text) ? text : JSONWriter.yamlText(text))
    }

    /// Writes printable ASCII without quotes or backslashes, as nearly every text is; otherwise returns false.
    private mutating func appendASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if Self.isBareASCII(text) {
            bytes.append(contentsOf: text)
            return true
        }
        guard PrintableASCII.unquotedPrefix(of: text) == text.count else { return false }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
        return true
    }

    private static func isBareASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20,
            text.last != UInt8(ascii: " ")
        else { return false }
        // A bit for each letter and digit, space and `_-./`, below 64 and above.
        let lower: UInt64 = 1 << 32 | 0b111 << 45 | 0x3FF << 48
        let upper: UInt64 = 0x3FF_FFFF << 1 | 1 << 31 | 0x3FF_FFFF << 33
        for byte in text where byte >= 128 || (byte < 64 ? lower : upper) >> UInt64(byte & 63) & 1 == 0 { return false }
        return !isWord(text)
    }

    /// Returns whether a text that is not all ASCII may be plain.
    private static func isBare(_ text: String) -> Bool {
        !PrintableASCII.isAll(text) && isPlainText(text) && text.utf8.last != UInt8(ascii: " ")
    }

    private static func isPlainText(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./ ".unicodeScalars.contains($0)
        }
        return isPlain && !VisibleText.hasUnsafe(text)
    }

    /// Returns whether a reader takes the text for something else: a Boolean, null, or a number that is a word.
    private static func isWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count <= longestWord else { return false }
        // In lowercase and in one number, so that nothing is allocated: nearly every text of a list comes by here.
        var packed: UInt64 = 0
        for byte in text { packed = packed << 8 | UInt64(byte | 0x20) }
        return packedWords.contains(packed)
    }

    private static let longestWord = 8

    private static let packedWords: [UInt64] = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf", "infinity",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}

// For a row, whose names and values come one after another.
extension YAMLWriter {
    mutating func beginElement(_ indent: Int) {
        beginLine(indent)
        append("- ")
        start = .dash
    }

    mutating func beginField(_ name: StaticString, _ indent: Int) {
        beginLine(indent)
        let text = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        assert(Self.isBareASCII(text))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: ":"))
        start = .key
    }

    mutating func endField(_ text: String) {
        bytes.append(UInt8(ascii: " "))
        append(quotingIfNeeded: text)
        bytes.append(UInt8(ascii: "\n"))
        start = .line
    }

    mutating func endField(_ number: Int) {
        append(" \(number)\n")
        start = .line
    }

    mutating func write(field name: String, _ value: JSONValue, indent: Int) {
        writeLines(.object([JSONValue.Member(name, value)]), indent: indent)
    }

    /// Appends what a list or an object without anything in it is written as.
    mutating func appendEmpty(_ mark: String) {
        append(start == .key ? " \(mark)\n" : "\(mark)\n")
        start = .line
    }
}
