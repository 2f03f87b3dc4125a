import Base
import HTTPClient

/// A text of several lines after `|`, which keeps their line breaks, or `>`, which folds them.
struct BlockScalar {
    let node: ConfigNode
    private let isFolded: Bool
    /// What happens to trailing line breaks: `-` drops them, `+` keeps all, neither keeps one.
    private let chomping: Unicode.Scalar?
    private var value = ""

    /// Parses one, whose lines are indented more than `parent`.
    init(_ text: inout ConfigText, below parent: Int) throws(ConfigSyntaxError) {
        let (start, line) = (text.position, text.line)
        isFolded = text.peek() == ">"
        text.position += 1
        var step: Int?
        var chomping: Unicode.Scalar?
        while let next = text.peek(), !text.isSpace() {
            switch next {
            case "+" where chomping == nil, "-" where chomping == nil: chomping = next
            case "1"..."9" where step == nil: step = Int(next.value - 48)
            default: throw text.complaint("has an unknown mark after '\(isFolded ? ">" : "|")'")
            }
            text.position += 1
        }
        self.chomping = chomping
        let header = text.position
        try text.finishLine(after: "the beginning of a text of several lines")
        _ = text.skipBreak()
        let body = text.position
        let least = max(parent + 1, 1)
        value = Self.content(&text, isFolded, chomping, step.map { least + $0 - 1 }, least)
        node = ConfigNode(
            line: line, content: .scalar(value), range: start..<max(header, text.position), body: body)
    }

    private static func content(
        _ text: inout ConfigText, _ isFolded: Bool, _ chomping: Unicode.Scalar?, _ given: Int?, _ least: Int
    ) -> String {
        let indent = given ?? max(least, leadingIndent(text))
        var value = String.UnicodeScalarView()
        var lineEnd = ""
        var empty = emptyLines(&text, indent)
        while text.column == indent, !text.isAtEnd {
            value.append(contentsOf: String(repeating: "\n", count: empty).unicodeScalars)
            let isText = text.peek() != " " && text.peek() != "\t"
            let start = text.position
            text.skipLine()
            value.append(contentsOf: text.scalars[start..<text.position])
            lineEnd = text.skipBreak() ? "\n" : ""
            empty = emptyLines(&text, indent)
            guard text.column == indent, !text.isAtEnd else { break }
            if isFolded, isText, text.peek() != " ", text.peek() != "\t" {
                if empty == 0 { value.append(" ") }
            } else {
                value.append(contentsOf: lineEnd.unicodeScalars)
            }
        }
        if chomping != "-" { value.append(contentsOf: lineEnd.unicodeScalars) }
        if chomping == "+" { value.append(contentsOf: String(repeating: "\n", count: empty).unicodeScalars) }
        leaveIndent(&text)
        return String(value)
    }

    /// The deepest indentation of the lines before the first one with text.
    private static func leadingIndent(_ text: ConfigText) -> Int {
        var look = text
        var most = 0
        repeat {
            look.skipSpaces()
            most = max(most, look.column)
        } while look.skipBreak()
        return most
    }

    /// Skips lines without text and the next one's indentation; returns the number of lines.
    private static func emptyLines(_ text: inout ConfigText, _ indent: Int) -> Int {
        var count = 0
        repeat {
            while text.column < indent, text.peek() == " " { text.position += 1 }
            guard !text.isAtEnd, text.isBreak() else { break }
            _ = text.skipBreak()
            count += 1
        } while true
        return count
    }

    /// Goes back to the start of the line that is no longer part of the text.
    private static func leaveIndent(_ text: inout ConfigText) {
        while text.column > 0, !text.isAtEnd { text.position -= 1 }
    }
}
