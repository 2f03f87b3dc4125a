import Base

/// A scanner for text in a POSIX shell's syntax: words, quotes, comments and operators.
///
/// Nothing is expanded or run.
struct ShellScanner {
    /// The meaning of a part of a word to a shell.
    enum Piece {
        case plain
        /// A backslash and the character that it escapes.
        case escaped
        case singleQuoted
        case doubleQuoted
        /// An expansion: `$NAME`, `${…}`, `$(…)`, backquotes.
        case expansion
    }

    struct Word {
        var range: Range<Int>
        var pieces: [(kind: Piece, range: Range<Int>)] = []
    }

    enum Token {
        case word(Word)
        /// An operator such as `|`, `&&` or `;`.
        case separator(Range<Int>)
        case redirection(Range<Int>)
        case comment(Range<Int>)
        case newline(Int)
    }

    /// The error for a quote or bracket that is never closed.
    struct Unclosed: Error {
        let index: Int
    }

    let text: [UInt8]
    private(set) var index: Int

    /// The maximum nesting depth; real commands are shallower.
    private static let deepest = 64

    init(_ text: [UInt8], from index: Int = 0) {
        self.text = text
        self.index = index
    }

    /// Returns the next token, or nil at the end.
    mutating func next() throws(Unclosed) -> Token? {
        skipBlanks()
        guard index < text.count else { return nil }
        let start = index
        switch text[index] {
        case UInt8(ascii: "\n"):
            index += 1
            return .newline(start)
        case UInt8(ascii: "#"):
            index = endOfLine(from: index)
            return .comment(start..<index)
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            while index < text.count, Self.isRedirection(text[index]) { index += 1 }
            return .redirection(start..<index)
        case let byte where Self.isOperator(byte):
            while index < text.count, text[index] == byte { index += 1 }
            return .separator(start..<index)
        default: return .word(try word())
        }
    }

    /// Continues at another index.
    mutating func move(to index: Int) { self.index = index }

    /// Returns the end of a line: its newline, or the carriage return before it.
    func endOfLine(from start: Int) -> Int {
        let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        return newline > start && text[newline - 1] == UInt8(ascii: "\r") ? newline - 1 : newline
    }

    /// Returns the text that a program gets for a word, without the quotes.
    func unquoted(_ word: Word) -> [UInt8] {
        word.pieces.flatMap { piece -> [UInt8] in
            let inner = text[piece.range].dropFirst()
            switch piece.kind {
            case .plain, .expansion: return Array(text[piece.range])
            case .escaped: return inner.first == UInt8(ascii: "\n") ? [] : Array(inner)
            case .singleQuoted: return Array(inner.dropLast())
            case .doubleQuoted: return Self.unescaped(inner.dropLast())
            }
        }
    }

    /// In double quotes, a backslash is literal unless the next character has a special meaning there.
    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.first, "\"\\$`\n".utf8.contains(next) else {
                result.append(byte)
                continue
            }
            rest.removeFirst()
            if next != UInt8(ascii: "\n") { result.append(next) }
        }
        return result
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private static func isOperator(_ byte: UInt8) -> Bool { "|&;()".utf8.contains(byte) }
    private static func isRedirection(_ byte: UInt8) -> Bool { "<>&|-".utf8.contains(byte) }
}

extension ShellScanner {
    private func byte(_ offset: Int = 0) -> UInt8? {
        index + offset < text.count ? text[index + offset] : nil
    }

    /// Whether a line ends here with a carriage return, as on Windows.
    private var isAtCarriageReturn: Bool {
        byte() == UInt8(ascii: "\r") && (byte(1) ?? UInt8(ascii: "\n")) == UInt8(ascii: "\n")
    }

    private mutating func skipBlanks() {
        while let byte = byte() {
            if Self.isBlank(byte) || isAtCarriageReturn {
                index += 1
            } else if byte == UInt8(ascii: "\\"), self.byte(1) == UInt8(ascii: "\n") {
                index += 2
            } else {
                return
            }
        }
    }

    private mutating func word() throws(Unclosed) -> Word {
        var word = Word(range: index..<index)
        while let byte = byte(), byte != UInt8(ascii: "\n"), !Self.isBlank(byte), !isAtCarriageReturn,
            !Self.isOperator(byte), byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">")
        {
            let start = index
            let kind = try piece(byte)
            if kind == .plain, let last = word.pieces.last, last.kind == .plain {
                word.pieces[word.pieces.count - 1].range = last.range.lowerBound..<index
            } else {
                word.pieces.append((kind, start..<index))
            }
        }
        word.range = word.range.lowerBound..<index
        return word
    }

    private mutating func piece(_ byte: UInt8) throws(Unclosed) -> Piece {
        switch byte {
        case UInt8(ascii: "\\"):
            guard index + 1 < text.count else { throw Unclosed(index: index) }
            index += 2
            return .escaped
        case UInt8(ascii: "'"):
            try skipSingleQuoted()
            return .singleQuoted
        case UInt8(ascii: "\""):
            try skip(to: byte, depth: 0)
            return .doubleQuoted
        case UInt8(ascii: "`"):
            try skip(to: byte, depth: 0)
            return .expansion
        case UInt8(ascii: "$"):
            return try expansion() ? .expansion : .plain
        default:
            index += 1
            return .plain
        }
    }

    private mutating func skipSingleQuoted() throws(Unclosed) {
        guard let end = text[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else { throw Unclosed(index: index) }
        index = end + 1
    }

    /// Skips an expansion that starts with a dollar sign; returns false if the dollar sign is literal.
    private mutating func expansion(depth: Int = 0) throws(Unclosed) -> Bool {
        let next = byte(1)
        switch next {
        case UInt8(ascii: "("), UInt8(ascii: "{"):
            index += 1
            try skip(to: next == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}"), depth: depth)
        case UInt8(ascii: "'"):
            try skipDollarQuoted()
        case UInt8(ascii: "\""):
            index += 1
        case let byte? where Self.isNameByte(byte):
            index += 2
            while let byte = self.byte(), Self.isNameByte(byte) { index += 1 }
        case let byte? where "@*#?-$!".utf8.contains(byte):
            index += 2
        default:
            index += 1
            return false
        }
        return true
    }

    /// Skips `$'…'`, in which a backslash can escape a quote.
    private mutating func skipDollarQuoted() throws(Unclosed) {
        let start = index
        index += 2
        while let byte = byte(), byte != UInt8(ascii: "'") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
        guard index < text.count else { throw Unclosed(index: start) }
        index += 1
    }

    /// Skips to the closing character, past everything nested before it.
    private mutating func skip(to close: UInt8, depth: Int) throws(Unclosed) {
        let start = index
        let isQuote = close == UInt8(ascii: "\"") || close == UInt8(ascii: "`")
        guard depth < Self.deepest else { throw Unclosed(index: start) }
        index += 1
        while let byte = byte() {
            switch byte {
            case close:
                index += 1
                return
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "$") where close != UInt8(ascii: "`"):
                if isQuote, self.byte(1) == UInt8(ascii: "'") || self.byte(1) == close {
                    index += 1
                } else {
                    _ = try expansion(depth: depth + 1)
                }
            case UInt8(ascii: "`"),
                UInt8(ascii: "\"") where !isQuote:
                try skip(to: byte, depth: depth + 1)
            case UInt8(ascii: "'") where !isQuote: try skipSingleQuoted()
            case UInt8(ascii: "(") where close == UInt8(ascii: ")"): try skip(to: close, depth: depth + 1)
            default: index += 1
            }
        }
        index = text.count
        throw Unclosed(index: start)
    }

    static func isNameByte(_ byte: UInt8) -> Bool { byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") }
}
