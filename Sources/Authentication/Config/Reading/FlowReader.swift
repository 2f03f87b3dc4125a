import Base
import HTTPClient

/// Finds the end of a list or mapping in brackets; the content isn't examined.
struct FlowReader {
    var text: ConfigText
    private var depth: Int
    private static let deepest = 64

    init(text: ConfigText, depth: Int) {
        self.text = text
        self.depth = depth
    }

    /// Moves past the closing bracket; returns whether the brackets were empty.
    mutating func read() throws(ConfigSyntaxError) -> Bool {
        guard depth < Self.deepest else { throw text.complaint("is nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        let isMapping = text.peek() == "{"
        let closing: Unicode.Scalar = isMapping ? "}" : "]"
        text.position += 1
        var isEmpty = true
        while true {
            try skip()
            if text.peek() == closing { break }
            isEmpty = false
            try element(isKey: isMapping)
            if isMapping { try mapped() }
            try skip()
            if text.peek() == closing { break }
            guard text.peek() == "," else { throw text.complaint("has brackets that are not supported here") }
            text.position += 1
        }
        text.position += 1
        return isEmpty
    }

    private mutating func skip() throws(ConfigSyntaxError) {
        try text.skipToToken()
        guard !text.isAtEnd, !text.isAnyMarker else { throw text.complaint("has a bracket that is not closed") }
    }

    /// Skips the value of a key in braces.
    private mutating func mapped() throws(ConfigSyntaxError) {
        text.skipSpaces()
        guard text.peek() == ":", text.peek(1) == " " else {
            throw text.complaint("has braces that are not supported here")
        }
        text.position += 1
        try skip()
        try element(isKey: false)
    }

    private mutating func element(isKey: Bool) throws(ConfigSyntaxError) {
        let line = text.line
        switch text.peek() {
        case "\"", "'": _ = try ConfigScalar.quoted(&text)
        case "[" where !isKey, "{" where !isKey: _ = try read()
        default: try plain()
        }
        guard !isKey || text.line == line else { throw text.complaint("has braces that are not supported here") }
    }

    /// Skips an unquoted value whose characters all readers understand the same way.
    private mutating func plain() throws(ConfigSyntaxError) {
        let start = text.position
        while let next = text.peek(), !text.isBreak(), !",]}".unicodeScalars.contains(next) {
            if next == ":", text.isSpace(1) || ",]}".unicodeScalars.contains(text.peek(1) ?? " ") { break }
            let isAllowed =
                next.properties.isAlphabetic || next.properties.numericType != nil
                || (text.position > start ? "_-./+~:@ " : "_./+~").unicodeScalars.contains(next)
            guard isAllowed else { throw text.complaint("has brackets that are not supported here") }
            text.position += 1
        }
        let word = text.string(start..<text.position).trimmed
        guard !word.isEmpty, word != "=", word != "<<" else {
            throw text.complaint("has brackets that are not supported here")
        }
    }
}
