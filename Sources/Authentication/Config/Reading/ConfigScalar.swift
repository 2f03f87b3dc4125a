import Base
import HTTPClient

/// Parses the scalars of a config file: plain, or in either kind of quotes.
///
/// Each function moves the text's position past what it has read.
enum ConfigScalar {
    /// Parses a plain value up to a comment, with the lines that continue it.
    static func plain(_ text: inout ConfigText, below parent: Int) throws(ConfigSyntaxError) -> String {
        let first = text.line
        var value = ""
        while true {
            let start = text.position
            let end = try plainEnd(&text, isFirst: text.line == first)
            value += text.string(start..<end)
            guard text.isBreak(), let (breaks, next) = continuation(text, below: parent) else {
                text.position = end
                return value
            }
            value += folded(breaks)
            text.position = next
        }
    }

    /// Returns where the last letter of a plain value on a line ends; the position is at the line's end then, or a
    /// comment.
    private static func plainEnd(_ text: inout ConfigText, isFirst: Bool) throws(ConfigSyntaxError) -> Int {
        var end = text.position
        while !text.isBreak(), !(text.peek() == "#" && text.position > end) {
            if text.peek() == "\t" { throw text.complaint("has a tab beside a value") }
            if text.peek() == ":", text.isSpace(1) {
                throw text.complaint(
                    isFirst ? "has a second ': '; put the value in quotes" : "is indented more than expected")
            }
            text.position += 1
            if text.scalars[text.position - 1] != " " { end = text.position }
        }
        return end
    }

    /// Returns the number of line breaks before a plain value continues, and where; nil if the value is complete.
    private static func continuation(_ text: ConfigText, below parent: Int) -> (breaks: Int, next: Int)? {
        var look = text
        var breaks = 0
        while look.skipBreak() {
            breaks += 1
            look.skipSpaces()
        }
        guard breaks > 0, !look.isAtEnd, look.column > parent, look.peek() != "#" else { return nil }
        return (breaks, look.position)
    }

    /// Returns the text that a number of line breaks becomes in a value.
    static func folded(_ breaks: Int) -> String { breaks == 1 ? " " : String(repeating: "\n", count: breaks - 1) }

    // MARK: - Quotes

    /// Parses a quoted value, which can span lines.
    static func quoted(_ text: inout ConfigText) throws(ConfigSyntaxError) -> String {
        let start = text
        let quote = text.peek()
        text.position += 1
        var value = String.UnicodeScalarView()
        while let scalar = text.peek() {
            switch scalar {
            case quote:
                text.position += 1
                guard quote == "'", text.peek() == "'" else { return String(value) }
                value.append("'")
                text.position += 1
            case "\\" where quote == "\"":
                text.position += 1
                try escape(&text, &value)
            case " ", "\t", "\n", "\r": try white(&text, &value)
            default:
                value.append(scalar)
                text.position += 1
            }
        }
        throw start.complaint("has a quote that is not closed")
    }

    /// Parses whitespace in quotes: line breaks and the whitespace around them are folded, everything else stays.
    private static func white(
        _ text: inout ConfigText, _ value: inout String.UnicodeScalarView
    ) throws(ConfigSyntaxError) {
        let start = text.position
        while text.peek() == " " || text.peek() == "\t" { text.position += 1 }
        guard !text.isAtEnd, text.isBreak() else {
            value.append(contentsOf: text.scalars[start..<text.position])
            return
        }
        value.append(contentsOf: folded(try breaks(&text)).unicodeScalars)
    }

    /// Skips line breaks and the whitespace at the start of the next lines.
    private static func breaks(_ text: inout ConfigText) throws(ConfigSyntaxError) -> Int {
        var count = 0
        while text.skipBreak() {
            count += 1
            guard !text.isAnyMarker else { throw text.complaint("ends the document inside of quotes") }
            while text.peek() == " " || text.peek() == "\t" { text.position += 1 }
        }
        return count
    }

    private static func escape(
        _ text: inout ConfigText, _ value: inout String.UnicodeScalarView
    ) throws(ConfigSyntaxError) {
        if !text.isAtEnd, text.isBreak() {
            // The first line break isn't part of the value; empty lines after it are.
            value.append(contentsOf: String(repeating: "\n", count: try breaks(&text) - 1).unicodeScalars)
            return
        }
        guard let letter = text.peek() else { return }
        if let digits = ["x": 2, "u": 4, "U": 8][letter] {
            value.append(try coded(&text, digits))
        } else if let meaning = meanings[letter] {
            value.append(meaning)
            text.position += 1
        } else {
            throw text.complaint("has an unknown escape in quotes")
        }
    }

    private static let meanings: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "\0", "a": "\u{07}", "b": "\u{08}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{0B}", "f": "\u{0C}",
        "r": "\r", "e": "\u{1B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\", "N": "\u{85}", "_": "\u{A0}",
        "L": "\u{2028}", "P": "\u{2029}",
    ]

    private static func coded(_ text: inout ConfigText, _ digits: Int) throws(ConfigSyntaxError) -> Unicode.Scalar {
        let end = min(text.position + 1 + digits, text.scalars.count)
        let code = text.string(text.position + 1..<end)
        guard code.utf8.count == digits, code.allSatisfy(\.isHexDigit), let value = UInt32(code, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw text.complaint("has an unknown escape in quotes") }
        text.position = end
        return scalar
    }
}
