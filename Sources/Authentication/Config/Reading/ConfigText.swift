import Base
import HTTPClient

/// The characters of a config file, with a current position.
///
/// Its units are scalars: a letter that combines with a preceding quote or colon must not hide that.
struct ConfigText {
    let scalars: [Unicode.Scalar]
    /// The start of each line.
    private let lineStarts: [Int]
    var position: Int

    /// - Throws: ``ConfigSyntaxError`` for a character that YAML doesn't allow, or that is a line break in only some of
    ///   its versions.
    init(_ text: String) throws(ConfigSyntaxError) {
        let scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\n": starts.append(index + 1)
            case "\r": if index + 1 == scalars.count || scalars[index + 1] != "\n" { starts.append(index + 1) }
            case "\u{FEFF}" where index == 0: starts[0] = 1
            default:
                guard Self.isAllowed(scalar) else {
                    throw ConfigSyntaxError(line: starts.count, complaint: "holds a character that YAML does not allow")
                }
            }
        }
        self.scalars = scalars
        lineStarts = starts
        position = starts[0]
    }

    /// Returns whether a character is allowed in a file unescaped, and means the same to all readers.
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
            true
        default: false
        }
    }

    // MARK: - Looking

    var isAtEnd: Bool { position >= scalars.count }

    /// Returns the character at the position, or at an offset from it; nil after the end.
    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    /// Returns whether a line ends at the position, or at an offset from it.
    func isBreak(_ ahead: Int = 0) -> Bool {
        guard let next = peek(ahead) else { return true }
        return next == "\n" || next == "\r"
    }

    /// Returns whether whitespace or a line end is at the position, or at an offset from it.
    func isSpace(_ ahead: Int = 0) -> Bool {
        isBreak(ahead) || peek(ahead) == " " || peek(ahead) == "\t"
    }

    /// Returns the line number of a position, from 1.
    func line(at place: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= place { low = middle } else { high = middle }
        }
        return low + 1
    }

    var line: Int { line(at: position) }

    var lineCount: Int { lineStarts.count }

    func start(ofLine number: Int) -> Int { lineStarts[number - 1] }

    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The column of the position.
    var column: Int { position - lineStarts[line - 1] }

    /// Returns whether `---` or `...` is alone at the start of this line.
    func isMarker(_ mark: Unicode.Scalar) -> Bool {
        (0..<3).allSatisfy { peek($0) == mark } && isSpace(3) && column == 0
    }

    /// Whether one of these markers is here: no value continues past it.
    var isAnyMarker: Bool { isMarker("-") || isMarker(".") }

    /// Whether an item of a list starts here.
    var isItem: Bool { peek() == "-" && isSpace(1) }

    // MARK: - Moving

    mutating func skipSpaces() { while peek() == " " { position += 1 } }

    /// Skips a line break; returns false if there is none.
    mutating func skipBreak() -> Bool {
        guard let next = peek(), next == "\n" || next == "\r" else { return false }
        position += next == "\r" && peek(1) == "\n" ? 2 : 1
        return true
    }

    mutating func skipLine() { while !isBreak() { position += 1 } }

    /// Moves to the next significant character, on any line.
    mutating func skipToToken() throws(ConfigSyntaxError) {
        repeat {
            skipSpaces()
            if peek() == "#" { skipLine() }
            if peek() == "\t" {
                let isIndent = scalars[lineStarts[line - 1]..<position].allSatisfy { $0 == " " }
                throw complaint(isIndent ? "is indented with a tab" : "has a tab beside a value")
            }
        } while skipBreak()
    }

    /// Moves to the end of the line, before which only a comment may follow.
    mutating func finishLine(after what: String) throws(ConfigSyntaxError) {
        skipSpaces()
        if peek() == "#" { skipLine() }
        guard isBreak() else { throw complaint("has text after \(what)") }
    }

    // MARK: - Complaints

    func complaint(_ words: String) -> ConfigSyntaxError { ConfigSyntaxError(line: line, complaint: words) }
}
