/// Reads the YAML that Astro's config files are written in: mappings below mappings, scalars, lists that are skipped.
///
/// What lies outside (anchors, tags, tabs, flow mappings with content) is refused with its line rather than guessed at.
package struct ConfigParser {
    private let allLines: [ConfigLine]
    /// The lines that say something and were not read yet.
    private var lines: ArraySlice<ConfigLine>
    /// The last line that was read.
    private var lastLine = 0

    /// The file's content as a tree.
    package static func parse(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        let allLines = ConfigLine.all(of: text)
        var parser = ConfigParser(allLines: allLines, lines: try significant(allLines)[...])
        guard let first = parser.lines.first else { return ConfigNode(line: 1, content: .mapping([])) }
        let root = try parser.block(indent: first.indent)
        if let rest = parser.lines.first { throw complaint(rest, "is indented less than the lines before it") }
        guard case .mapping = root.content else {
            throw ConfigSyntaxError(line: root.line, complaint: "expected 'key: value'")
        }
        return root
    }

    private static func significant(_ lines: [ConfigLine]) throws(ConfigSyntaxError) -> [ConfigLine] {
        var result: [ConfigLine] = []
        for line in lines where line.isSignificant {
            if line.content.first == "\t" { throw complaint(line, "is indented with a tab") }
            if line.text == "---", result.isEmpty { continue }
            if line.text.hasPrefix("---") || line.text.hasPrefix("...") {
                throw complaint(line, "begins a second document")
            }
            result.append(line)
        }
        return result
    }

    private static func complaint(_ line: ConfigLine, _ words: String) -> ConfigSyntaxError {
        ConfigSyntaxError(line: line.number, complaint: words)
    }

    private mutating func block(indent: Int) throws(ConfigSyntaxError) -> ConfigNode {
        let start = lines.first?.number ?? 1
        if let first = lines.first, first.isItem {
            skipSequence(indent: indent)
            return ConfigNode(line: start, content: .sequence)
        }
        var entries: [ConfigNode.Entry] = []
        var keys: Set<String> = []
        while let line = lines.first, line.indent == indent {
            skipLine()
            let entry = try self.entry(line)
            guard keys.insert(entry.key).inserted else {
                throw Self.complaint(line, "sets '\(entry.key)' a second time")
            }
            entries.append(entry)
        }
        if let line = lines.first, line.indent > indent { throw Self.complaint(line, "is indented more than expected") }
        return ConfigNode(line: start, content: .mapping(entries))
    }

    private mutating func skipSequence(indent: Int) {
        while let line = lines.first, line.indent > indent || (line.indent == indent && line.isItem) {
            skipLine()
        }
    }

    private mutating func skipLine() { lastLine = lines.popFirst()?.number ?? lastLine }

    /// Skips a text of several lines; blank ones and those that look like comments belong to it.
    private mutating func skipBlockScalar(below indent: Int) {
        for line in allLines[lastLine...] {
            guard line.isBlank || line.indent > indent else { break }
            lastLine = line.number
        }
        let end = lastLine
        lines = lines.drop { $0.number <= end }
    }

    /// Counts what looks like a comment and is indented like a value to the value: in a list it may be text.
    private mutating func keepComments(below indent: Int) {
        for line in allLines[lastLine...] {
            if line.isBlank { continue }
            guard !line.isSignificant, line.indent > indent else { break }
            lastLine = line.number
        }
    }

    private mutating func entry(_ line: ConfigLine) throws(ConfigSyntaxError) -> ConfigNode.Entry {
        let (key, _, rest) = try Self.splitKey(line)
        let node = try value(rest, line)
        keepComments(below: line.indent)
        return ConfigNode.Entry(
            key: key.lowercased(), node: node, line: line.number, indent: line.indent, lastLine: lastLine)
    }

    private mutating func value(_ text: Substring, _ line: ConfigLine) throws(ConfigSyntaxError) -> ConfigNode {
        if let first = text.first, first == "|" || first == ">" {
            skipBlockScalar(below: line.indent)
            return ConfigNode(line: line.number, content: .sequence)
        }
        if !text.isEmpty { return ConfigNode(line: line.number, content: try Self.inline(text, line)) }
        guard let next = lines.first else { return ConfigNode(line: line.number, content: .scalar(nil)) }
        if next.indent > line.indent { return try block(indent: next.indent) }
        if next.indent == line.indent, next.isItem { return try block(indent: next.indent) }
        return ConfigNode(line: line.number, content: .scalar(nil))
    }

    /// A line's key, the colon behind it, and the value up to the end of the line; empty where there is none.
    static func splitKey(
        _ line: ConfigLine
    ) throws(ConfigSyntaxError) -> (key: String, colon: Substring.Index, rest: Substring) {
        let text = line.content
        if let quote = text.first, quote == "\"" || quote == "'" {
            let (key, rest) = try ConfigScalar.quoted(text, line: line.number)
            guard rest.first == ":" else { throw complaint(line, "expected 'key: value'") }
            return (key, rest.startIndex, withoutComment(rest.dropFirst()))
        }
        var index = text.startIndex
        while let colon = text[index...].firstIndex(of: ":") {
            let after = text.index(after: colon)
            if after == text.endIndex || text[after] == " " || text[after] == "\t" {
                return (text[..<colon].trimmed, colon, withoutComment(text[after...]))
            }
            index = after
        }
        throw complaint(line, "expected 'key: value'")
    }

    /// The text without spaces around it, and empty where only a comment follows.
    private static func withoutComment(_ text: Substring) -> Substring {
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        return trimmed.hasPrefix("#") ? "" : trimmed
    }

    private static func inline(_ text: Substring, _ line: ConfigLine) throws(ConfigSyntaxError) -> ConfigNode.Content {
        switch text.first {
        case "{":
            guard ConfigScalar.plain(text).filter({ $0 != " " }) == "{}" else {
                throw complaint(line, "holds a mapping in braces, which is not supported here")
            }
            return .mapping([])
        case "[": return .sequence
        case "&", "*", "!": throw complaint(line, "holds an anchor, alias or tag, which is not supported here")
        case "\"", "'":
            let (value, rest) = try ConfigScalar.quoted(text, line: line.number)
            guard withoutComment(rest).isEmpty else { throw complaint(line, "has text after a quoted value") }
            return .scalar(value)
        default:
            let plain = ConfigScalar.plain(text)
            return .scalar(["", "~", "null", "Null", "NULL"].contains(plain) ? nil : plain)
        }
    }
}
