/// Makes untrusted text safe to show: nothing in it can move the cursor, change colors, reverse the line or hide.
package enum VisibleText {
    /// Returns `text` with every unsafe character escaped, as in `\\u{1b}`.
    package static func escaping(_ text: String) -> String {
        guard hasUnsafe(text) else { return text }
        var result = ""
        visit(text) { scalar, isUnsafe in
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isUnsafe {
                    result += "\\u{\(hexadecimal(scalar, digits: 1))}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    /// Returns the same of several lines, whose ends stay: a line feed, with or without a carriage return before it.
    package static func escapingLines(of bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { escaping(String($0.last == "\r" ? $0.dropLast() : $0)) }.joined(separator: "\n")
    }

    /// Returns whether any character of `text` would be escaped.
    package static func hasUnsafe(_ text: String) -> Bool {
        if PrintableASCII.isAll(text) { return false }
        let scalars = text.unicodeScalars
        return scalars.indices.contains { isUnsafe(at: $0, in: scalars) }
    }

    /// Passes on each scalar, and whether it is unsafe in its place.
    package static func visit(_ text: String, _ body: (_ scalar: Unicode.Scalar, _ isUnsafe: Bool) -> Void) {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            body(scalars[index], isUnsafe(at: index, in: scalars))
            index = scalars.index(after: index)
        }
    }

    private static func isUnsafe(at index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
        let scalar = scalars[index]
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        return isUnsafe(scalar) || isContextual(scalar) && !InvisibleCharacter.isNeeded(at: index, in: scalars)
    }

    /// Returns whether a scalar is unsafe everywhere: control characters of both sets, line separators, characters that
    /// change the direction of text, invisible ones, and those without a fixed meaning, some of which YAML forbids.
    package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD: true
        case 0x20..<0x300: false
        case 0x2028...0x202E, 0xFFF9...0xFFFC: true
        // Fillers that Unicode counts as letters or symbols.
        case 0x16FE4, 0x1D159: true
        // Private use.
        case 0xE000...0xF8FF, 0xF0000...: true
        case 0xFDD0...0xFDEF: true
        case let value where value & 0xFFFE == 0xFFFE: true
        default: scalar.properties.isDefaultIgnorableCodePoint && !isContextual(scalar)
        }
    }

    /// Returns whether a scalar is invisible by itself, but needed in some places.
    static func isContextual(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x180B: false
        case InvisibleCharacter.nonJoiner, InvisibleCharacter.joiner: true
        case 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
        case InvisibleCharacter.blankBraille, InvisibleCharacter.tags: true
        default: false
        }
    }

    /// Returns the number of a scalar in hexadecimal, with a minimum number of digits.
    package static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int) -> String {
        hexadecimal(scalar.value, digits: digits)
    }

    /// Returns the JSON escapes of a scalar: one with four digits, or two beyond the basic plane.
    static func jsonEscape(_ scalar: Unicode.Scalar) -> String {
        UTF16.encode(scalar).map { $0.map { "\\u" + hexadecimal(UInt32($0), digits: 4) }.joined() } ?? ""
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
