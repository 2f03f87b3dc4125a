/// Writes JSON values as block-style YAML.
///
/// Text is plain only if every YAML reader takes it for the same text; otherwise it is in double quotes, as in JSON.
package struct YAMLWriter {
    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []
    /// Whether the next line continues after a dash.
    private var isBehindDash = false

    package init() {}

    /// Returns the text of a value, with a trailing newline.
    package static func text(of value: JSONValue, indent: Int = 0) -> String {
        var writer = YAMLWriter()
        writer.write(value, indent: indent)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes a value, with a trailing newline.
    package mutating func write(_ value: JSONValue, indent: Int) {
        guard Self.fitsOnLine(value) else { return writeLines(value, indent: indent) }
        isBehindDash = false
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
                isBehindDash = true
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
        if !isBehindDash { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent)) }
        isBehindDash = false
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
        append(Self.isBare(text) ? text : JSONWriter.yamlText(text))
    }

    private static func isBare(_ text: String) -> Bool {
        let isPlain = PrintableASCII.isAll(text) ? isPlainASCII(text) : isPlainText(text)
        return isPlain && text.utf8.last != UInt8(ascii: " ") && !isWord(text)
    }

    private static func isPlainASCII(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isPlainByte) }
            ?? text.utf8.allSatisfy(isPlainByte)
    }

    @inline(__always)
    private static func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "/"), UInt8(ascii: " "):
            true
        default: false
        }
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isPlainText(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./ ".unicodeScalars.contains($0)
        }
        return isPlain && !VisibleText.hasUnsafe(text)
    }

    /// Returns whether a reader takes the text for something else: a Boolean, null, or a number that is a word.
    private static func isWord(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= longestWord else { return false }
        // In lowercase and in one number, so that nothing is allocated: nearly every text of a list comes by here.
        var packed: UInt64 = 0
        for byte in bytes { packed = packed << 8 | UInt64(byte | 0x20) }
        return packedWords.contains(packed)
    }

    private static let longestWord = 8

    private static let packedWords: [UInt64] = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf", "infinity",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
}
