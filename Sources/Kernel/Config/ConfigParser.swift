/// Reads the YAML that Astro's config files are written in: mappings below mappings, scalars, lists that are skipped.
///
/// What lies outside (anchors, tags, tabs, flow mappings with content) is refused with its line rather than guessed at.
package struct ConfigParser {
    private struct Line {
        let number: Int
        let indent: Int
        let text: Substring
    }

    private var lines: ArraySlice<Line>

    /// The file's content as a tree.
    package static func parse(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        var parser = ConfigParser(lines: try significantLines(of: text)[...])
        guard let first = parser.lines.first else { return ConfigNode(line: 1, content: .mapping([])) }
        let root = try parser.block(indent: first.indent)
        if let rest = parser.lines.first { throw complaint(rest, "is indented less than the lines before it") }
        guard case .mapping = root.content else {
            throw ConfigSyntaxError(line: root.line, complaint: "expected 'key: value'")
        }
        return root
    }

    private static func significantLines(of text: String) throws(ConfigSyntaxError) -> [Line] {
        var result: [Line] = []
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = raw.drop { $0 == " " }
            if content.hasPrefix("#") || content.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            let line = Line(number: index + 1, indent: raw.count - content.count, text: content)
            if content.first == "\t" { throw complaint(line, "is indented with a tab") }
            if content == "---", result.isEmpty { continue }
            if content.hasPrefix("---") || content.hasPrefix("...") {
                throw complaint(line, "begins a second document")
            }
            result.append(line)
        }
        return result
    }

    private static func complaint(_ line: Line, _ words: String) -> ConfigSyntaxError {
        ConfigSyntaxError(line: line.number, complaint: words)
    }

    private mutating func block(indent: Int) throws(ConfigSyntaxError) -> ConfigNode {
        let start = lines.first?.number ?? 1
        if let first = lines.first, first.text == "-" || first.text.hasPrefix("- ") {
            skipSequence(indent: indent)
            return ConfigNode(line: start, content: .sequence)
        }
        var entries: [ConfigNode.Entry] = []
        while let line = lines.first, line.indent == indent {
            lines.removeFirst()
            let entry = try self.entry(line)
            if entries.contains(where: { $0.key == entry.key }) {
                throw Self.complaint(line, "sets '\(entry.key)' a second time")
            }
            entries.append(entry)
        }
        if let line = lines.first, line.indent > indent { throw Self.complaint(line, "is indented more than expected") }
        return ConfigNode(line: start, content: .mapping(entries))
    }

    private mutating func skipSequence(indent: Int) {
        while let line = lines.first, line.indent > indent || (line.indent == indent && line.text.hasPrefix("-")) {
            lines.removeFirst()
        }
    }

    private mutating func entry(_ line: Line) throws(ConfigSyntaxError) -> ConfigNode.Entry {
        let (key, rest) = try Self.splitKey(line)
        let node = try value(rest, line)
        return ConfigNode.Entry(key: key.lowercased(), node: node)
    }

    private mutating func value(_ text: Substring, _ line: Line) throws(ConfigSyntaxError) -> ConfigNode {
        if let first = text.first, first == "|" || first == ">" {
            while let next = lines.first, next.indent > line.indent { lines.removeFirst() }
            return ConfigNode(line: line.number, content: .sequence)
        }
        if !text.isEmpty { return ConfigNode(line: line.number, content: try Self.inline(text, line)) }
        guard let next = lines.first else { return ConfigNode(line: line.number, content: .scalar(nil)) }
        if next.indent > line.indent { return try block(indent: next.indent) }
        if next.indent == line.indent, next.text.hasPrefix("- ") { return try block(indent: next.indent) }
        return ConfigNode(line: line.number, content: .scalar(nil))
    }

    private static func splitKey(_ line: Line) throws(ConfigSyntaxError) -> (key: String, rest: Substring) {
        if let quote = line.text.first, quote == "\"" || quote == "'" {
            let (key, rest) = try ConfigScalar.quoted(line.text, line: line.number)
            guard rest.first == ":" else { throw complaint(line, "expected 'key: value'") }
            return (key, withoutComment(rest.dropFirst()))
        }
        var index = line.text.startIndex
        while let colon = line.text[index...].firstIndex(of: ":") {
            let after = line.text.index(after: colon)
            if after == line.text.endIndex || line.text[after] == " " || line.text[after] == "\t" {
                return (line.text[..<colon].trimmed, withoutComment(line.text[after...]))
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

    private static func inline(_ text: Substring, _ line: Line) throws(ConfigSyntaxError) -> ConfigNode.Content {
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
