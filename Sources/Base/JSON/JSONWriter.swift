/// Writes JSON values as text, on one line or indented.
///
/// Control and invisible characters are escaped, so the text is safe on a terminal.
package struct JSONWriter {
    private let isIndented: Bool
    /// How an unsafe character is written.
    private let escape: (Unicode.Scalar) -> String
    /// The text so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []

    /// Returns the text of a value that is `depth` levels deep, without a trailing newline.
    package static func text(of value: JSONValue, indented: Bool, depth: Int = 0) -> String {
        var writer = JSONWriter(isIndented: indented)
        writer.write(value, depth: depth)
        return writer.text
    }

    package init(isIndented: Bool, escape: @escaping (Unicode.Scalar) -> String = VisibleText.jsonEscape) {
        self.isIndented = isIndented
        self.escape = escape
    }

    /// Returns a text in double quotes as YAML reads it, which has its own escapes beyond the basic plane.
    package static func yamlText(_ string: String) -> String {
        var writer = JSONWriter(isIndented: false) { scalar in
            scalar.value > 0xFFFF
                ? "\\U" + VisibleText.hexadecimal(scalar, digits: 8) : VisibleText.jsonEscape(scalar)
        }
        writer.write(string)
        return writer.text
    }

    /// Makes room for a number of further bytes at once.
    package mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

    /// The text so far.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Returns the text so far and forgets it.
    package mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Writes a value that is `depth` levels deep.
    package mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let value): append(value.isFinite ? String(value) : "null")
        case .string(let value): write(value)
        case .array(let elements):
            writeList("[", elements, "]", depth) { writer, element in writer.write(element, depth: depth + 1) }
        case .object(let members):
            writeList("{", members, "}", depth) { writer, member in
                writer.write(member.key)
                writer.writeColon()
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    /// Writes text unchanged.
    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Writes ASCII unchanged.
    package mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    package mutating func writeColon() {
        bytes.append(UInt8(ascii: ":"))
        if isIndented { bytes.append(UInt8(ascii: " ")) }
    }

    mutating func writeList<Element>(
        _ open: StaticString, _ elements: [Element], _ close: StaticString, _ depth: Int,
        _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        append(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            breakLine(depth + 1)
            writeElement(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        append(close)
    }

    /// Starts a line that is indented `depth` levels, if lines are broken at all.
    mutating func breakLine(_ depth: Int) {
        guard isIndented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.appendSpaces(2 * depth)
    }

    /// Writes a text in quotes.
    mutating func write(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        if !appendPlain(string) { appendEscaping(string) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a text without characters to escape; otherwise writes nothing and returns false.
    private mutating func appendPlain(_ string: String) -> Bool {
        string.utf8.withContiguousStorageIfAvailable { text in
            guard PrintableASCII.unquotedPrefix(of: text) == text.count else { return false }
            bytes.append(contentsOf: text)
            return true
        } ?? false
    }

    private mutating func appendEscaping(_ string: String) {
        VisibleText.visit(string) { scalar, isUnsafe in
            switch scalar {
            case "\"": append("\\\"" as StaticString)
            case "\\": append("\\\\" as StaticString)
            case "\n": append("\\n" as StaticString)
            case "\r": append("\\r" as StaticString)
            case "\t": append("\\t" as StaticString)
            default:
                if isUnsafe { append(escape(scalar)) } else { bytes.append(contentsOf: String(scalar).utf8) }
            }
        }
    }
}

extension [UInt8] {
    /// Appends spaces: a sequence of equal elements would take four times as long for the few of an indentation.
    mutating func appendSpaces(_ count: Int) {
        for _ in 0..<count { append(UInt8(ascii: " ")) }
    }
}
