/// Writes JSON values as block-style YAML.
///
/// Text stands bare only where every YAML reader takes it for the same text; otherwise in double quotes as in JSON.
struct YAMLWriter {
    private var text = ""

    /// The text of a value, with a newline at its end.
    static func text(of value: JSONValue, indent: Int = 0) -> String {
        var writer = YAMLWriter()
        if let scalar = scalar(value) {
            writer.text = scalar + "\n"
        } else {
            writer.write(value, indent: indent)
        }
        return writer.text
    }

    private mutating func write(_ value: JSONValue, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .object(let members):
            for member in members {
                text += margin + Self.string(member.key) + ":"
                writeNested(member.value, indent: indent + 2)
            }
        case .array(let elements):
            // The first line of an element stands behind its dash.
            for element in elements {
                text += margin + "- " + Self.text(of: element, indent: indent + 2).drop { $0 == " " }
            }
        default: break
        }
    }

    private mutating func writeNested(_ value: JSONValue, indent: Int) {
        if let scalar = Self.scalar(value) {
            text += " \(scalar)\n"
        } else {
            text += "\n"
            write(value, indent: indent)
        }
    }

    /// A value that stands on one line, or nil where it takes several.
    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): string(text)
        case .array(let elements): elements.isEmpty ? "[]" : nil
        case .object(let members): members.isEmpty ? "{}" : nil
        default: JSONWriter.text(of: value, indented: false)
        }
    }

    private static func string(_ text: String) -> String {
        isBare(text) ? text : JSONWriter.text(of: .string(text), indented: false)
    }

    private static func isBare(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./ ".unicodeScalars.contains($0)
        }
        return isPlain && text.last != " " && !reserved.contains(text.lowercased()) && !isNumberLike(text)
    }

    /// `.inf`, `e5` and the like start with no letter but these, which some readers take for numbers.
    private static func isNumberLike(_ text: String) -> Bool { Double(text) != nil }

    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf",
    ]
}
