import Base
import HTTPClient

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

    /// Parses a text; an empty one is a file that doesn't exist yet.
    ///
    /// - Throws: ``ConfigSyntaxError`` for anything that can't be edited safely.
    package init(_ text: String) throws(ConfigSyntaxError) {
        self.text = text
        root = try ConfigParser.parse(text)
    }

    /// Returns the value at a path, or nil if none is set.
    package func value(at path: [String]) -> String? { root.scalar(at: path) }

    /// Every value with its path, keys in lower case.
    package var values: [(path: [String], text: String)] { root.scalars }

    /// Sets the value at a path, in place; missing keys are added below their parent.
    ///
    /// - Throws: ``ConfigSyntaxError`` if the path leads through or to something that isn't a value; the document
    ///   is unchanged then.
    package mutating func set(_ value: String, at path: [String]) throws(ConfigSyntaxError) {
        guard !path.isEmpty, root.scalar(at: path) != value else { return }
        var edited = self
        let line = try edited.write(value, at: path)
        edited.root = try Self.reading(edited.text, line, path)
        guard edited.root.scalar(at: path) == value else { throw Self.unsafe(line, path) }
        try requireSame(edited, line, path)
        self = edited
    }

    /// Removes a key with everything below it; a missing key is not an error.
    ///
    /// - Throws: ``ConfigSyntaxError`` if that would change another value; the document is unchanged then.
    package mutating func remove(_ path: [String]) throws(ConfigSyntaxError) {
        var node = root
        var found: ConfigNode.Entry?
        for key in path {
            found = node[key]
            guard let found else { return }
            node = found.node
        }
        guard let entry = found else { return }
        var edited = self
        let lines = ConfigLine.all(of: text)
        let end = lines[entry.lastLine - 1].ending.endIndex
        edited.text.removeSubrange(lines[entry.line - 1].text.startIndex..<end)
        edited.root = try Self.reading(edited.text, entry.line, path)
        try requireSame(edited, entry.line, path)
        self = edited
    }

    // MARK: - Verification of edits

    /// Parses the edited text again: an edit with the wrong result must not be written.
    private static func reading(
        _ text: String, _ line: Int, _ path: [String]
    ) throws(ConfigSyntaxError) -> ConfigNode {
        guard let root = try? ConfigParser.parse(text) else { throw unsafe(line, path) }
        return root
    }

    /// Refuses an edit that changes other values.
    private func requireSame(_ edited: ConfigDocument, _ line: Int, _ path: [String]) throws(ConfigSyntaxError) {
        let path = path.map { $0.lowercased() }
        let others = { (document: ConfigDocument) in
            document.values.filter { !$0.path.starts(with: path) }
        }
        guard others(self).elementsEqual(others(edited), by: { $0 == $1 }) else { throw Self.unsafe(line, path) }
    }

    private static func unsafe(_ line: Int, _ path: [String]) -> ConfigSyntaxError {
        ConfigSyntaxError(line: line, complaint: "cannot be edited safely for \(path.joined(separator: "."))")
    }

    // MARK: - Writing

    /// Writes the value on its line, or on its parent's.
    private mutating func write(_ value: String, at path: [String]) throws(ConfigSyntaxError) -> Int {
        var parent: ConfigNode.Entry?
        var node = root
        for (depth, key) in path.enumerated() {
            guard let entry = node[key] else {
                try insert(Array(path[depth...]), value, below: parent, node)
                return parent?.line ?? 1
            }
            (parent, node) = (entry, entry.node)
        }
        guard let entry = parent else { return 1 }
        try replace(entry, value)
        return entry.line
    }

    private mutating func replace(_ entry: ConfigNode.Entry, _ value: String) throws(ConfigSyntaxError) {
        guard case .scalar = entry.node.content else {
            throw ConfigSyntaxError(line: entry.line, complaint: "holds more than one value under '\(entry.key)'")
        }
        let node = entry.node
        if let body = node.body {
            removeLines(from: body, to: node.range.upperBound)
            let written = text.unicodeScalars[place(node.range.lowerBound)...]
            let header = written.prefix { !" \t\r\n".unicodeScalars.contains($0) }
            return text.replaceSubrange(
                header.startIndex..<header.endIndex, with: ConfigScalar.written(value, like: ""))
        }
        let range = place(node.range.lowerBound)..<place(node.range.upperBound)
        let new = ConfigScalar.written(value, like: text[range])
        // A comment may follow the colon: the value goes in between.
        text.replaceSubrange(range, with: range.isEmpty ? " \(new)" : new)
    }

    /// Returns the position of a scalar in the text.
    private func place(_ offset: Int) -> String.Index {
        text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: offset)
    }

    /// Removes the lines of a text, except for empty ones at its end.
    private mutating func removeLines(from start: Int, to end: Int) {
        let (start, end) = (place(start), place(end))
        let lines = ConfigLine.all(of: text).filter { $0.text.startIndex >= start && $0.text.startIndex < end }
        guard let last = lines.last(where: { !$0.isBlank }) else { return }
        text.removeSubrange(start..<last.ending.endIndex)
    }

    private mutating func insert(
        _ keys: [String], _ value: String, below parent: ConfigNode.Entry?, _ node: ConfigNode
    ) throws(ConfigSyntaxError) {
        guard node.canHoldKeys else {
            throw ConfigSyntaxError(
                line: parent?.line ?? node.line,
                complaint: "holds a value under '\(parent?.key ?? "")', not further keys")
        }
        // `{}` and `~` make room for keys.
        let siblings = node.entries
        let lineCount = ConfigLine.all(of: text).count
        if siblings.isEmpty { text.removeSubrange(place(node.range.lowerBound)..<place(node.range.upperBound)) }
        let lines = ConfigLine.all(of: text)
        let step = root.indentStep
        let indent = siblings.first?.indent ?? parent.map { $0.indent + step } ?? 0
        let ending = lines.first.map { $0.ending.isEmpty ? "\n" : String($0.ending) } ?? "\n"
        let added = keys.enumerated().reduce(into: "") { text, key in
            let isLast = key.offset == keys.count - 1
            text +=
                String(repeating: " ", count: indent + key.offset * step) + ConfigScalar.written(key.element, like: "")
            text += ":" + (isLast ? " " + ConfigScalar.written(value, like: "") : "") + ending
        }
        let last = (parent?.lastLine ?? siblings.last?.lastLine).map { $0 - (lineCount - lines.count) }
        insert(added, after: min(last ?? lastLineOfRoot(lines), lines.count), lines, ending)
    }

    /// Returns where the first key of a file goes: before the end-of-document mark, or else at the end.
    private func lastLineOfRoot(_ lines: [ConfigLine]) -> Int {
        if !root.range.isEmpty { return root.line }
        return lines.first { $0.text.hasPrefix("...") }.map { $0.number - 1 } ?? lines.count
    }

    private mutating func insert(_ added: String, after number: Int, _ lines: [ConfigLine], _ ending: String) {
        guard number > 0 else {
            text.insert(contentsOf: added, at: lines.first?.text.startIndex ?? text.endIndex)
            return
        }
        let line = lines[number - 1]
        let isOpen = line.ending.isEmpty
        text.insert(contentsOf: isOpen ? ending + added.dropLast() : added, at: line.ending.endIndex)
    }
}

extension ConfigNode {
    /// The keys below; empty if it isn't a mapping.
    fileprivate var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    fileprivate var canHoldKeys: Bool {
        switch content {
        case .mapping, .scalar(nil): true
        case .scalar, .sequence: false
        }
    }

    /// The file's indentation per level.
    fileprivate var indentStep: Int {
        for entry in entries {
            if let child = entry.node.entries.first, child.indent > entry.indent { return child.indent - entry.indent }
        }
        return 2
    }
}
