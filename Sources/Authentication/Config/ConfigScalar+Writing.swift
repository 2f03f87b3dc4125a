import Base

extension ConfigScalar {
    /// Returns the YAML of a text: in the quotes of the previous value, and plain only if no reader
    /// takes it for something else.
    package static func written(_ text: String, like old: Substring) -> String {
        switch old.first {
        case "\"": doubleQuoted(text)
        case "'" where isPrintable(text): "'" + text.escaping { $0 == "'" ? "''" : nil } + "'"
        default: isBare(text) || isSameKind(text, String(old)) ? text : doubleQuoted(text)
        }
    }

    private static func doubleQuoted(_ text: String) -> String {
        JSONWriter.yamlText(text)
    }

    private static func isPrintable(_ text: String) -> Bool {
        !VisibleText.hasUnsafe(text)
    }

    /// Returns whether every YAML reader takes the plain text for this text.
    private static func isBare(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.isASCIIAlphanumeric || "_-./@: ".unicodeScalars.contains($0))
        }
        return isPlain && text.last != " " && text.last != ":" && !text.contains(": ")
            && !reserved.contains(text.lowercased())
    }

    /// Returns whether a plain text is a number or a Boolean like the one that it replaces.
    private static func isSameKind(_ text: String, _ old: String) -> Bool {
        let isNumber = String(Int(text) ?? 0) == text && Int(old) != nil
        return isNumber || (switches.contains(text) && switches.contains(old))
    }

    private static let switches: Set<String> = ["true", "false"]
    private static let reserved: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf",
    ]
}
