import Base
import HTTPClient

/// Parses the YAML of config files: mappings, every kind of scalar, and lists, which are skipped.
///
/// Anything else (anchors, tags, mappings in braces, several documents) is refused with its line rather than
/// guessed at, and so is everything that YAML readers understand differently.
package struct ConfigParser {
    var text: ConfigText
    /// Whether the current text is part of a list, and so not examined.
    private(set) var isInList = false
    /// The maximum nesting of mappings and lists.
    private static let deepest = 64

    /// Returns the file's content as a tree.
    package static func parse(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        var parser = ConfigParser(text: try ConfigText(text))
        return try parser.document()
    }

    // MARK: - The document

    private mutating func document() throws(ConfigSyntaxError) -> ConfigNode {
        let isBegun = try start()
        guard isBegun || !text.isMarker(".") else { throw text.complaint("ends a document that was never started") }
        let root = try rootNode()
        try text.skipToToken()
        while text.isMarker(".") {
            text.position += 3
            try text.finishLine(after: "the end of the document")
            try text.skipToToken()
            guard text.isAtEnd || text.isMarker(".") else { throw text.complaint("begins a second document") }
        }
        guard text.isAtEnd else {
            throw text.complaint(
                text.isMarker("-") ? "begins a second document" : "is indented less than the lines before it")
        }
        return root
    }

    /// Parses the directive and the `---` line that ends it; returns whether there is such a line.
    private mutating func start() throws(ConfigSyntaxError) -> Bool {
        try text.skipToToken()
        let hasDirective = text.peek() == "%" && text.column == 0
        if hasDirective { try skipDirective() }
        guard text.isMarker("-") else {
            guard !hasDirective else { throw text.complaint("comes after a directive, which must end with '---'") }
            return false
        }
        text.position += 3
        let line = text.line
        try text.skipToToken()
        guard text.isAtEnd || text.line > line || text.peek() == "{" else {
            throw text.complaint("holds a value beside '---', which is not supported here")
        }
        return true
    }

    /// The only supported directive is the version.
    private mutating func skipDirective() throws(ConfigSyntaxError) {
        let start = text.position
        text.skipLine()
        let words = text.string(start..<text.position).split(separator: " ")
        let isVersion = words.count >= 2 && words[0] == "%YAML" && ["1.0", "1.1", "1.2"].contains(words[1])
        guard isVersion, words.count == 2 || words[2].hasPrefix("#") else {
            throw text.complaint("holds a directive that is not supported here")
        }
        try text.skipToToken()
    }

    private mutating func rootNode() throws(ConfigSyntaxError) -> ConfigNode {
        let line = text.line
        if text.isAtEnd || text.isAnyMarker {
            return ConfigNode(line: line, content: .mapping([]), range: text.position..<text.position)
        }
        if text.peek() == "{" { return try inlineNode(below: -1, depth: 0) }
        guard !text.isItem, try isAtKey() else { throw text.complaint("expected 'key: value'") }
        return try mapping(depth: 0)
    }

    // MARK: - Mappings and lists

    /// Parses a value that starts on its own line, further in than its parent.
    private mutating func blockNode(below parent: Int, depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        if text.isItem { return try sequence(depth: depth) }
        return try isAtKey() ? try mapping(depth: depth) : try inlineNode(below: parent, depth: depth)
    }

    private func requireRoom(_ depth: Int) throws(ConfigSyntaxError) {
        guard depth < Self.deepest else { throw text.complaint("is nested too deeply") }
    }

    private mutating func mapping(depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        try requireRoom(depth)
        let (start, column) = (text.position, text.column)
        var end = start
        var entries: [ConfigNode.Entry] = []
        var keys: Set<String> = []
        repeat {
            guard try isAtKey() else { throw text.complaint("expected 'key: value'") }
            let entry = try entry(column, depth)
            guard keys.insert(entry.key).inserted else {
                throw ConfigSyntaxError(line: entry.line, complaint: "sets '\(entry.key)' a second time")
            }
            entries.append(entry)
            end = entry.node.range.upperBound
            try text.skipToToken()
        } while try goesOn(column)
        return ConfigNode(line: text.line(at: start), content: .mapping(entries), range: start..<end)
    }

    /// Returns whether the next line belongs to the block that started in this column.
    private func goesOn(_ column: Int) throws(ConfigSyntaxError) -> Bool {
        if text.isAtEnd || text.isAnyMarker || text.column < column { return false }
        guard text.column == column else { throw text.complaint("is indented more than expected") }
        return true
    }

    private mutating func entry(_ column: Int, _ depth: Int) throws(ConfigSyntaxError) -> ConfigNode.Entry {
        let line = text.line
        let (key, colon) = try key()
        let node = try value(column, colon, depth)
        let lastLine = lastLine(of: node, below: column)
        return ConfigNode.Entry(
            key: key.lowercased(), node: node, line: line, indent: column, colon: colon, lastLine: lastLine)
    }

    private mutating func value(
        _ column: Int, _ colon: Int, _ depth: Int
    ) throws(ConfigSyntaxError) -> ConfigNode {
        let line = text.line
        try text.skipToToken()
        if !text.isAtEnd, text.line == line {
            guard !text.isItem else { throw text.complaint("begins a list beside its key") }
            return try inlineNode(below: column, depth: depth + 1)
        }
        let isBelow = !text.isAtEnd && !text.isAnyMarker
        if isBelow, text.column > column { return try blockNode(below: column, depth: depth + 1) }
        if isBelow, text.column == column, text.isItem { return try sequence(depth: depth + 1) }
        return ConfigNode(line: line, content: .scalar(nil), range: colon + 1..<colon + 1)
    }

    private mutating func sequence(depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        try requireRoom(depth)
        let (start, column) = (text.position, text.column)
        let isOutermost = !isInList
        isInList = true
        defer { if isOutermost { isInList = false } }
        var end = start
        repeat {
            guard text.isItem else { break }
            end = try item(column, depth)
            try text.skipToToken()
        } while try goesOn(column)
        return ConfigNode(line: text.line(at: start), content: .sequence, range: start..<end)
    }

    /// Returns where an item of a list ends.
    private mutating func item(_ column: Int, _ depth: Int) throws(ConfigSyntaxError) -> Int {
        text.position += 1
        let (end, line) = (text.position, text.line)
        try text.skipToToken()
        guard !text.isAtEnd, !text.isAnyMarker, text.line == line || text.column > column else { return end }
        return try blockNode(below: column, depth: depth + 1).range.upperBound
    }

    /// Returns the last line that belongs to a value, including comments with its indentation.
    private func lastLine(of node: ConfigNode, below column: Int) -> Int {
        var last = text.line(at: max(node.range.lowerBound, node.range.upperBound - 1))
        var look = text
        for line in last..<text.lineCount {
            look.position = text.start(ofLine: line + 1)
            look.skipSpaces()
            if look.isBreak() { continue }
            guard look.peek() == "#", look.column > column else { break }
            last = line + 1
        }
        return last
    }
}
