import Kernel

/// Text for HTML that always stays text, whatever a name contains.
enum HTMLText {
    /// Returns a text with every character escaped that has a meaning in HTML, even within quotes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.properties.generalCategory == .control: result += "\u{FFFD}"
            // Characters that change the direction of text could make a name look like another.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Returns a count with thousands separators.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.indices.map { place in
            String(digits[place]) + ((digits.count - place) % 3 == 1 && place < digits.count - 1 ? "," : "")
        }
        .joined()
    }

    /// Returns an element that contains text.
    static func element(_ name: String, _ text: String, _ attributes: String = "") -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(escaped(text))</\(name)>"
    }
}
