import Base
import Terminal

/// The content of a terminal after a text was written to it, including cursor movements and clearing.
package struct TerminalScreen {
    private var lines: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private let columns: Int

    /// The lines without the spaces at their ends, and without the empty ones at the end.
    package static func lines(_ text: String, columns: Int = 80) -> [String] {
        var screen = TerminalScreen(columns: columns)
        screen.write(Array(text.unicodeScalars)[...])
        var lines = screen.lines.map { line in
            String(String(line.filter { $0 != Self.continuation }.reversed().drop { $0 == " " }).reversed())
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    private init(columns: Int) { self.columns = columns }

    /// The second column of a wide character.
    private static let continuation: Character = "\0"

    private mutating func write(_ text: ArraySlice<Unicode.Scalar>) {
        var rest = text
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": moveDown()
            case "\u{8}": column = max(column - 1, 0)
            case "\u{7}": break
            case "\u{1B}":
                guard rest.first == "[" else { continue }
                let end = rest.dropFirst().firstIndex { (0x40...0x7E).contains($0.value) } ?? rest.endIndex - 1
                let parameters = String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<end]))
                obey(rest[end], Int(parameters))
                rest = rest[(end + 1)...]
            default: put(scalar)
            }
        }
    }

    private mutating func obey(_ command: Unicode.Scalar, _ parameter: Int?) {
        switch command {
        case "A": row = max(row - (parameter ?? 1), 0)
        case "K": lines[row] = Array(lines[row].prefix(column))
        case "J":
            lines[row] = Array(lines[row].prefix(column))
            lines.removeSubrange((row + 1)...)
        default: break
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = DisplayWidth.of(String(scalar))
        if width == 0 {
            if column > 0, column <= lines[row].count { lines[row][column - 1].unicodeScalars(append: scalar) }
            return
        }
        if column + width > columns {
            column = 0
            moveDown()
        }
        while lines[row].count < column + width { lines[row].append(" ") }
        lines[row][column] = Character(scalar)
        if width == 2 { lines[row][column + 1] = Self.continuation }
        column += width
    }

    private mutating func moveDown() {
        row += 1
        if row == lines.count { lines.append([]) }
    }
}

extension Character {
    fileprivate mutating func unicodeScalars(append scalar: Unicode.Scalar) {
        let joined = String(self) + String(scalar)
        if joined.count == 1, let character = joined.first { self = character }
    }
}
