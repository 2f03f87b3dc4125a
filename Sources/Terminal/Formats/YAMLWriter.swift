import Base

/// Writes JSON values as block-style YAML.
///
/// Text is plain only if every YAML reader takes it for the same text; otherwise it is in double quotes, as in JSON.
struct YAMLWriter {
    /// The text so far, in UTF-8.
    private(set) var bytes: [UInt8] = []
    /// Whether the next line continues after a dash.
    private var isBehindDash = false

    /// Returns the text of a value, with a trailing newline.
    static func text(of value: JSONValue, indent: Int = 0) -> String {
        var writer = YAMLWriter()
        writer.write(value, indent: indent)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes a value, with a trailing newline.
    mutating func write(_ value: JSONValue, indent: Int) {
        if let scalar = Self.scalar(value) {
            isBehindDash = false
            append(scalar)
            append("\n")
        } else {
            writeLines(value, indent: indent)
        }
    }

    private mutating func writeLines(_ value: JSONValue, indent: Int) {
        switch value {
        case .object(let members):
            for member in members {
                beginLine(indent)
                append(Self.string(member.key))
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
        if let scalar = Self.scalar(value) {
            append(" ")
            append(scalar)
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

    /// Returns a value that fits on one line, or nil if it needs several.
    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): string(text)
        case .array(let elements): elements.isEmpty ? "[]" : nil
        case .object(let members): members.isEmpty ? "{}" : nil
        default: JSONWriter.text(of: value, indented: false)
        }
    }

    private static func string(_ text: String) -> String {
        isBare(text) ? text : JSONWriter.yamlText(text)
    }

    private static func isBare(_ text: String) -> Bool {
        let isPlain = PrintableASCII.isAll(text) ? isPlainASCII(text) : isPlainText(text)
        return isPlain && text.utf8.last != UInt8(ascii: " ") && !isWord(text)
    }

    private static func isPlainASCII(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "_-./ ".utf8.contains($0)
        }
    }

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
        guard text.utf8.count <= "infinity".utf8.count, let first = text.utf8.first,
            "tfynoiTFYNOI".utf8.contains(first)
        else { return false }
        return reserved.contains(text.lowercased()) || Double(text) != nil
    }

    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf",
    ]
}
