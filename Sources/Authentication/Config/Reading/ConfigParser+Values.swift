import Base
import HTTPClient

extension ConfigParser {
    // MARK: - Keys

    /// Whether a key with its colon starts here.
    func isAtKey() throws(ConfigSyntaxError) -> Bool {
        var look = self
        return try look.findKey() != nil
    }

    /// Parses a key; the position is after its colon then.
    package mutating func key() throws(ConfigSyntaxError) -> (key: String, colon: Int) {
        let isPlain = text.peek() != "\"" && text.peek() != "'"
        guard let found = try findKey() else { throw text.complaint("expected 'key: value'") }
        if isPlain, Self.isNothing(found.key) || ["<<", "="].contains(found.key) {
            throw text.complaint("has '\(found.key)' for a key, which is not supported here")
        }
        return found
    }

    private mutating func findKey() throws(ConfigSyntaxError) -> (key: String, colon: Int)? {
        let start = text.position
        if text.peek() == "?", text.isSpace(1) {
            throw text.complaint("holds a key after '?', which is not supported here")
        }
        var key: String?
        if text.peek() == "\"" || text.peek() == "'" {
            let line = text.line
            guard let scalar = try? ConfigScalar.quoted(&text), text.line == line else { return nil }
            key = scalar
            text.skipSpaces()
            guard text.peek() == ":", text.isSpace(1) else { return nil }
        } else {
            guard isAtPlain else { return nil }
            while !(text.peek() == ":" && text.isSpace(1)) {
                guard !text.isBreak(), text.peek() != "\t", !(text.peek() == " " && text.peek(1) == "#") else {
                    return nil
                }
                text.position += 1
            }
        }
        // No reader looks further for the colon.
        let colon = text.position
        guard colon - start <= 1_000 else { return nil }
        text.position += 1
        var end = colon
        while end > start, text.scalars[end - 1] == " " { end -= 1 }
        return (key ?? text.string(start..<end), colon)
    }

    /// Whether an unquoted value can start this way.
    var isAtPlain: Bool {
        guard let first = text.peek(), !text.isSpace() else { return false }
        if "-?:".unicodeScalars.contains(first) { return !text.isSpace(1) }
        return !",[]{}#&*!|>'\"%@`".unicodeScalars.contains(first)
    }

    static func isNothing(_ plain: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(plain) }

    // MARK: - Values

    /// Parses a scalar, or a list or an empty mapping in brackets, which can span lines that are indented more than
    /// `parent`.
    mutating func inlineNode(below parent: Int, depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        let (start, line) = (text.position, text.line)
        let content: ConfigNode.Content
        switch text.peek() {
        case "|", ">": return try BlockScalar(&text, below: parent).node
        case "\"", "'":
            content = .scalar(try ConfigScalar.quoted(&text))
        case "[", "{":
            let isMapping = text.peek() == "{"
            var flow = FlowReader(text: text, depth: depth)
            let isEmpty = try flow.read()
            guard isEmpty || !isMapping || isInList else {
                throw ConfigSyntaxError(
                    line: line, complaint: "holds a mapping in braces, which is not supported here")
            }
            text = flow.text
            content = isMapping ? .mapping([]) : .sequence
        case "&", "*", "!": throw text.complaint("holds an anchor, alias or tag, which is not supported here")
        default:
            guard isAtPlain else { throw text.complaint("begins a value with a character that needs quotes") }
            let plain = try ConfigScalar.plain(&text, below: parent)
            guard plain != "=" else { throw text.complaint("holds '=', which is not supported here") }
            return ConfigNode(
                line: line, content: .scalar(Self.isNothing(plain) ? nil : plain), range: start..<text.position)
        }
        let end = text.position
        try text.finishLine(after: "a value")
        return ConfigNode(line: line, content: content, range: start..<end)
    }
}
