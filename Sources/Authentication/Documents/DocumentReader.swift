import Base

/// Reads YAML that people write, and JSON, which is a part of it: mappings, lists, both also in brackets, and scalars on
/// one line.
///
/// Anything else (anchors, tags, scalars of several lines, several documents) is refused with its line rather than
/// guessed at.
package struct DocumentReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    private static let deepest = 16
    private static let largest = 1 << 20

    /// Returns the tree of a file.
    package static func read(_ text: String) throws(DocumentError) -> DocumentNode {
        guard text.utf8.count <= largest else {
            throw DocumentError(line: 1, complaint: "the file is larger than 1 MiB")
        }
        var reader = DocumentReader(text)
        try reader.skip()
        if reader.isMarker {
            reader.position += 3
            try reader.skip()
        }
        guard !reader.isAtEnd else { throw DocumentError(line: 1, complaint: "the file is empty") }
        let root = try reader.block(depth: 0)
        try reader.skip()
        guard reader.isAtEnd else { throw reader.error("is indented less than before, or starts a second document") }
        return root
    }

    private init(_ text: String) {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        scalars = Array(text.replacing("\r\n", with: "\n").unicodeScalars)
    }

    // MARK: - Characters

    private var isAtEnd: Bool { position >= scalars.count }
    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    private var column: Int { position - lineStart }

    private func peek(_ offset: Int) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    /// Returns whether only white space follows at an offset.
    private func isSpace(_ offset: Int) -> Bool { peek(offset).map { $0 == " " || $0 == "\n" } ?? true }

    private var isMarker: Bool {
        column == 0 && next == "-" && peek(1) == "-" && peek(2) == "-" && isSpace(3)
    }

    private var isItem: Bool { next == "-" && isSpace(1) }

    private func error(_ complaint: String) -> DocumentError { DocumentError(line: line, complaint: complaint) }

    private mutating func advance() {
        if next == "\n" {
            line += 1
            lineStart = position + 1
        }
        position += 1
    }

    /// Skips space, line breaks and comments.
    private mutating func skip() throws(DocumentError) {
        while let scalar = next {
            if scalar == "\t" { throw error("has a tab; use spaces") }
            if scalar == "#" {
                while let inside = next, inside != "\n" { position += 1 }
            } else if scalar == " " || scalar == "\n" {
                advance()
            } else {
                return
            }
        }
    }

    private mutating func skipSpaces() { while next == " " { position += 1 } }

    /// Whether the rest of the line is empty or a comment.
    private mutating func isAtLineEnd() -> Bool {
        skipSpaces()
        return isAtEnd || next == "\n" || next == "#"
    }

    // MARK: - Blocks

    private mutating func block(depth: Int) throws(DocumentError) -> DocumentNode {
        guard depth < Self.deepest else { throw error("is nested too deeply") }
        if isItem { return try sequence(depth) }
        if next == "[" || next == "{" { return try inline(depth) }
        var look = self
        if try look.key(inFlow: false) != nil { return try mapping(depth) }
        return try inline(depth)
    }

    private mutating func sequence(_ depth: Int) throws(DocumentError) -> DocumentNode {
        let (start, indent) = (line, column)
        var items: [DocumentNode] = []
        while !isAtEnd, column == indent, isItem {
            let itemLine = line
            position += 1
            if isAtLineEnd() {
                try skip()
                let isBelow = !isAtEnd && column > indent
                items.append(isBelow ? try block(depth: depth + 1) : Self.nothing(itemLine))
            } else {
                items.append(try block(depth: depth + 1))
            }
            try skip()
        }
        try requireEnd(indent)
        return DocumentNode(line: start, content: .list(items))
    }

    private mutating func mapping(_ depth: Int) throws(DocumentError) -> DocumentNode {
        let (start, indent) = (line, column)
        var entries: [DocumentNode.Entry] = []
        while !isAtEnd, column == indent, !isItem {
            let keyLine = line
            guard let key = try key(inFlow: false) else { throw error("expected 'key: value'") }
            try require(key, isNewIn: entries, keyLine)
            entries.append(DocumentNode.Entry(key: key, line: keyLine, value: try value(indent, depth)))
            try skip()
        }
        try requireEnd(indent)
        return DocumentNode(line: start, content: .map(entries))
    }

    private func requireEnd(_ indent: Int) throws(DocumentError) {
        guard isAtEnd || column <= indent else { throw error("is indented more than expected") }
    }

    private func require(
        _ key: String, isNewIn entries: [DocumentNode.Entry], _ line: Int
    ) throws(DocumentError) {
        guard entries.contains(where: { $0.key == key }) else { return }
        throw DocumentError(line: line, complaint: "sets '\(key)' a second time")
    }

    /// The value after a key and its colon.
    private mutating func value(_ indent: Int, _ depth: Int) throws(DocumentError) -> DocumentNode {
        let keyLine = line
        guard isAtLineEnd() else { return try inline(depth) }
        try skip()
        if isAtEnd { return Self.nothing(keyLine) }
        if column > indent { return try block(depth: depth + 1) }
        return column == indent && isItem ? try sequence(depth + 1) : Self.nothing(keyLine)
    }

    private static func nothing(_ line: Int) -> DocumentNode {
        DocumentNode(line: line, content: .scalar("", isQuoted: false))
    }

    /// A value that ends on its line, unless it is in brackets.
    private mutating func inline(_ depth: Int) throws(DocumentError) -> DocumentNode {
        let node = try next == "[" || next == "{" ? flow(depth) : scalar(inFlow: false)
        guard isAtLineEnd() else { throw error("has something after a value") }
        return node
    }

    // MARK: - Keys and scalars

    /// A key whose colon is on the same line; nil where there is none.
    private mutating func key(inFlow: Bool) throws(DocumentError) -> String? {
        if next == "\"" || next == "'" {
            let keyLine = line
            let text = try quoted()
            skipSpaces()
            guard line == keyLine, next == ":", inFlow || isSpace(1) else { return nil }
            position += 1
            return text
        }
        let start = position
        while let scalar = next, scalar != "\n" {
            if scalar == ":", isSpace(1) {
                let text = String(String.UnicodeScalarView(scalars[start..<position])).trimmed
                position += 1
                return text
            }
            if scalar == "#" || inFlow && ",]}[{".unicodeScalars.contains(scalar) { return nil }
            position += 1
        }
        return nil
    }

    private mutating func scalar(inFlow: Bool) throws(DocumentError) -> DocumentNode {
        let start = line
        if next == "\"" || next == "'" {
            return DocumentNode(line: start, content: .scalar(try quoted(), isQuoted: true))
        }
        if let first = next, "&*!|>%@`?,]}".unicodeScalars.contains(first) {
            throw error("has '\(first)' at the beginning of a value; put the value in quotes")
        }
        let begin = position
        while let scalar = next, scalar != "\n" {
            if scalar == "#", position > begin, scalars[position - 1] == " " { break }
            if scalar == ":", isSpace(1) { throw error("has ': ' in a value; put the value in quotes") }
            if inFlow, ",]}[{".unicodeScalars.contains(scalar) { break }
            position += 1
        }
        let text = String(String.UnicodeScalarView(scalars[begin..<position])).trimmed
        return DocumentNode(line: start, content: .scalar(text, isQuoted: false))
    }

    private mutating func quoted() throws(DocumentError) -> String {
        let quote = next
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = next, scalar != "\n" {
            position += 1
            if scalar == quote {
                guard quote == "'", next == "'" else { return String(text) }
                position += 1
                text.append("'")
            } else if scalar == "\\", quote == "\"" {
                text.append(try escaped())
            } else {
                text.append(scalar)
            }
        }
        throw error("has a quote that is not closed on its line")
    }

    private mutating func escaped() throws(DocumentError) -> Unicode.Scalar {
        let escapes: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "t": "\t", "r": "\r", "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "0": "\0",
        ]
        guard let scalar = next else { throw error("ends in an escape") }
        position += 1
        if let known = escapes[scalar] { return known }
        guard scalar == "u" else { throw error("has the unknown escape '\\\(scalar)'") }
        let first = try hexadecimal()
        // A character outside the basic plane is written as a surrogate pair.
        if (0xD800...0xDBFF).contains(first), next == "\\", peek(1) == "u" {
            position += 2
            let second = try hexadecimal()
            let code = 0x10000 + (first - 0xD800) << 10 + (second &- 0xDC00)
            if (0xDC00...0xDFFF).contains(second), let pair = Unicode.Scalar(code) { return pair }
        }
        guard let single = Unicode.Scalar(first) else { throw error("has an escape that is not a valid character") }
        return single
    }

    private mutating func hexadecimal() throws(DocumentError) -> UInt32 {
        let digits = scalars[position...].prefix(4)
        guard digits.count == 4, let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) else {
            throw error("has an escape without four digits")
        }
        position += 4
        return code
    }

    // MARK: - Brackets

    private mutating func flow(_ depth: Int) throws(DocumentError) -> DocumentNode {
        guard depth < Self.deepest else { throw error("is nested too deeply") }
        let (start, isMap) = (line, next == "{")
        position += 1
        var items: [DocumentNode] = []
        var entries: [DocumentNode.Entry] = []
        while true {
            try skip()
            if next == (isMap ? "}" : "]") { break }
            if isMap {
                let keyLine = line
                guard let key = try key(inFlow: true) else { throw error("expected 'key: value' in braces") }
                try require(key, isNewIn: entries, keyLine)
                try skip()
                entries.append(DocumentNode.Entry(key: key, line: keyLine, value: try element(depth)))
            } else {
                items.append(try element(depth))
            }
            try skip()
            if next == "," {
                position += 1
            } else if next != (isMap ? "}" : "]") {
                throw error(isAtEnd ? "has a bracket that is not closed" : "has brackets without a comma in between")
            }
        }
        position += 1
        return DocumentNode(line: start, content: isMap ? .map(entries) : .list(items))
    }

    private mutating func element(_ depth: Int) throws(DocumentError) -> DocumentNode {
        try next == "[" || next == "{" ? flow(depth + 1) : scalar(inFlow: true)
    }
}
