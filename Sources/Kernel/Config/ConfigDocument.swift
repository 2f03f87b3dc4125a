/// The text of a config file, edited so that every byte outside of the edited value stays as it is.
///
/// ```swift
/// var document = try ConfigDocument("context: a # mine\n")
/// try document.set("b", at: ["context"])  // "context: b # mine\n"
/// ```
package struct ConfigDocument: Sendable {
    /// The whole text.
    package private(set) var text: String
    private var root: ConfigNode

    /// Reads a text; an empty one is a file that is not there yet.
    ///
    /// - Throws: ``ConfigSyntaxError`` for anything that cannot be edited safely.
    package init(_ text: String) throws(ConfigSyntaxError) {
        self.text = text
        root = try ConfigParser.parse(text)
    }

    /// The value at a path, or nil where none is set.
    package func value(at path: [String]) -> String? { root.scalar(at: path) }

    /// Every value with its path, keys in lower case.
    package var values: [(path: [String], text: String)] { root.scalars }

    /// Sets the value at a path, on its line where it has one; missing keys are added below their parent.
    ///
    /// - Throws: ``ConfigSyntaxError`` where the path leads through or to something that is not one line.
    package mutating func set(_ value: String, at path: [String]) throws(ConfigSyntaxError) {
        guard root.scalar(at: path) != value else { return }
        let lines = ConfigLine.all(of: text)
        var parent: ConfigNode.Entry?
        var node = root
        for (depth, key) in path.enumerated() {
            guard let entry = node[key] else {
                try insert(Array(path[depth...]), value, below: parent, node, lines)
                return try accept(value, path)
            }
            (parent, node) = (entry, entry.node)
        }
        guard let entry = parent else { return }
        try replace(entry, value, lines)
        try accept(value, path)
    }

    /// Removes a key with all that it holds; a key that is not there is no error.
    package mutating func remove(_ path: [String]) throws(ConfigSyntaxError) {
        var node = root
        var found: ConfigNode.Entry?
        for key in path {
            found = node[key]
            guard let found else { return }
            node = found.node
        }
        guard let entry = found else { return }
        let lines = ConfigLine.all(of: text)
        let end = lines[entry.lastLine - 1].ending.endIndex
        text.removeSubrange(lines[entry.line - 1].text.startIndex..<end)
        root = try ConfigParser.parse(text)
    }

    /// Reads the edited text again: what does not say what was meant is not to be written.
    private mutating func accept(_ value: String, _ path: [String]) throws(ConfigSyntaxError) {
        root = try ConfigParser.parse(text)
        guard root.scalar(at: path) == value else {
            throw ConfigSyntaxError(line: 1, complaint: "cannot hold \(path.joined(separator: ".")) safely")
        }
    }

    private mutating func replace(
        _ entry: ConfigNode.Entry, _ value: String, _ lines: [ConfigLine]
    ) throws(ConfigSyntaxError) {
        let line = lines[entry.line - 1]
        guard case .scalar = entry.node.content, entry.line == entry.lastLine || entry.node.isNothing else {
            throw ConfigSyntaxError(line: entry.line, complaint: "holds more than one value under '\(entry.key)'")
        }
        let (_, colon, rest) = try ConfigParser.splitKey(line)
        let old = ConfigScalar.prefix(of: rest)
        let new = ConfigScalar.written(value, like: old)
        guard old.isEmpty else { return text.replaceSubrange(old.startIndex..<old.endIndex, with: new) }
        // A comment may follow the colon: the value goes between.
        text.replaceSubrange(colon..<text.index(after: colon), with: ": \(new)")
    }

    private mutating func insert(
        _ keys: [String], _ value: String, below parent: ConfigNode.Entry?, _ node: ConfigNode, _ lines: [ConfigLine]
    ) throws(ConfigSyntaxError) {
        if let parent { try makeRoom(below: parent, lines) }
        let lines = ConfigLine.all(of: text)
        let siblings = node.entries
        let step = root.indentStep
        let indent = siblings.first?.indent ?? parent.map { $0.indent + step } ?? 0
        let ending = lines.first.map { $0.ending.isEmpty ? "\n" : String($0.ending) } ?? "\n"
        let added = keys.enumerated().reduce(into: "") { text, key in
            let isLast = key.offset == keys.count - 1
            text +=
                String(repeating: " ", count: indent + key.offset * step) + ConfigScalar.written(key.element, like: "")
            text += ":" + (isLast ? " " + ConfigScalar.written(value, like: "") : "") + ending
        }
        let before = parent?.lastLine ?? siblings.last?.lastLine ?? lines.count
        insert(added, after: before, lines, ending)
    }

    private mutating func insert(_ added: String, after number: Int, _ lines: [ConfigLine], _ ending: String) {
        guard number > 0 else {
            text += added
            return
        }
        let line = lines[number - 1]
        let isOpen = line.ending.isEmpty
        text.insert(contentsOf: isOpen ? ending + added.dropLast() : added, at: line.ending.endIndex)
    }

    /// Turns `key: {}` into `key:`, so that other keys can stand below.
    private mutating func makeRoom(below parent: ConfigNode.Entry, _ lines: [ConfigLine]) throws(ConfigSyntaxError) {
        guard parent.node.canHoldKeys else {
            throw ConfigSyntaxError(
                line: parent.line, complaint: "holds a value under '\(parent.key)', not further keys")
        }
        let (_, _, rest) = try ConfigParser.splitKey(lines[parent.line - 1])
        guard !rest.isEmpty else { return }
        let old = ConfigScalar.prefix(of: rest)
        text.removeSubrange(old.startIndex..<old.endIndex)
    }
}

extension ConfigNode {
    /// The keys below, none where it is no mapping.
    fileprivate var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    fileprivate var isNothing: Bool { content == .scalar(nil) }

    fileprivate var canHoldKeys: Bool {
        switch content {
        case .mapping, .scalar(nil): true
        case .scalar, .sequence: false
        }
    }

    /// How much further the file indents each level.
    fileprivate var indentStep: Int {
        for entry in entries {
            if let child = entry.node.entries.first, child.indent > entry.indent { return child.indent - entry.indent }
        }
        return 2
    }
}
