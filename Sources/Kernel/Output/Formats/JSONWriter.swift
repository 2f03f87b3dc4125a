/// Writes JSON values as text, on one line or indented.
///
/// Control characters, and those that change the direction of text, are written as escapes: the text is safe on a terminal.
package struct JSONWriter {
    private let isIndented: Bool
    var text = ""

    /// The text of a value that stands `depth` levels deep, without a newline at its end.
    package static func text(of value: JSONValue, indented: Bool, depth: Int = 0) -> String {
        var writer = JSONWriter(isIndented: indented)
        writer.write(value, depth: depth)
        return writer.text
    }

    init(isIndented: Bool) { self.isIndented = isIndented }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? String(value) : "null"
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

    mutating func writeColon() { text += isIndented ? ": " : ":" }

    mutating func writeList<Element>(
        _ open: String, _ elements: [Element], _ close: String, _ depth: Int,
        _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            breakLine(depth + 1)
            writeElement(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        text += close
    }

    private mutating func breakLine(_ depth: Int) {
        guard isIndented else { return }
        text += "\n" + String(repeating: "  ", count: depth)
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if VisibleText.isUnsafe(scalar) {
                    // Every unsafe scalar lies in the basic plane, where one escape says it.
                    text += "\\u" + VisibleText.hexadecimal(scalar, digits: 4)
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
