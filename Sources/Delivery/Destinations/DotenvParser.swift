import Base
import Kernel

/// Parses a dotenv file like a shell does, or like simple readers if a shell can't.
struct DotenvParser {
    private var scanner: ShellScanner
    private var statement = DotenvStatement()
    private(set) var events: [DotenvEvent] = []
    /// The open blocks: `if … fi`, `{ … }` and the like.
    private var nesting: [String] = []
    /// Whether the next statement depends on how the previous one ends, or runs in its own process.
    private var isConditional = false
    /// Whether a byte order mark hides the first word from shells.
    private var isBehindMark: Bool

    private static let openers: Set<String> = ["if", "for", "while", "until", "select", "case", "{", "function"]
    private static let closers: Set<String> = ["fi", "done", "esac", "}"]
    /// Words that are followed by a command.
    private static let leaders: Set<String> = ["if", "then", "elif", "else", "while", "until", "do", "{", "!", "time"]
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ content: [UInt8]) {
        isBehindMark = content.starts(with: Self.mark)
        scanner = ShellScanner(content, from: isBehindMark ? Self.mark.count : 0)
    }

    /// Parses the whole file.
    ///
    /// - Throws: ``CommandError`` if the assignments can't be determined.
    mutating func parse() throws(CommandError) {
        while true {
            let start = scanner.index
            do {
                guard let token = try scanner.next() else { break }
                try take(token)
            } catch let error as ShellScanner.Unclosed {
                try takeLine(from: start, unclosed: error.index)
            } catch let error as CommandError {
                throw error
            } catch {
                throw CommandError(describing: error)
            }
        }
        finish(nil)
    }

    private mutating func take(_ token: ShellScanner.Token) throws(CommandError) {
        switch token {
        case .comment: break
        case .newline: finish(nil)
        case .separator(let range):
            if isText(range) { return try takeLine(from: range.lowerBound, unclosed: range.lowerBound) }
            finish(range)
        case .word(let word):
            statement.words.append(word)
            statement.end = word.range.upperBound
        case .redirection(let range):
            statement.hasRedirection = true
            let operation = scanner.text[range]
            guard operation.starts(with: "<<".utf8), !operation.starts(with: "<<<".utf8) else {
                statement.end = range.upperBound
                return
            }
            guard statement.words.count == 1, statement.words[0].range.upperBound == range.lowerBound else {
                throw refusal("has a here-document", at: range.lowerBound)
            }
            // `NAME=<<value>>` is a placeholder for a value.
            statement.end = scanner.endOfLine(from: range.lowerBound)
            scanner.move(to: statement.end)
        }
    }

    /// Returns whether a parenthesis is a syntax error for every shell.
    private func isText(_ separator: Range<Int>) -> Bool {
        guard let last = statement.words.last, last.range.upperBound == separator.lowerBound else { return false }
        let reader = DotenvStatementReader(scanner: scanner)
        switch scanner.text[separator.lowerBound] {
        case UInt8(ascii: "("):
            let isList = scanner.text[separator.lowerBound - 1] == UInt8(ascii: "=")
            return !isList && reader.assignedName(last) != nil
        case UInt8(ascii: ")"):
            return nesting.last != "(" && nesting.last != "case" && reader.text(statement.words[0]) != "case"
        default: return false
        }
    }

    private mutating func finish(_ separator: Range<Int>?) {
        let after = separator.map { String(decoding: scanner.text[$0], as: UTF8.self) }
        let reader = DotenvStatementReader(scanner: scanner)
        while let word = statement.words.first.map(reader.text) {
            nest(word)
            guard Self.leaders.contains(word) else { break }
            statement.words.removeFirst()
        }
        statement.operatorAfter = separator
        statement.isCertain = nesting.isEmpty && !isConditional && !isBehindMark && !["|", "&"].contains(after)
        events += reader.events(of: statement)
        isConditional = ["&&", "||", "|"].contains(after)
        if after?.first == "(" { nesting.append("(") }
        if after?.first == ")", nesting.last == "(" { nesting.removeLast() }
        statement = DotenvStatement()
        isBehindMark = false
    }

    private mutating func nest(_ word: String) {
        if Self.openers.contains(word) { nesting.append(word) }
        if Self.closers.contains(word), !nesting.isEmpty { nesting.removeLast() }
    }

    /// Parses a line that no shell can parse the way simple readers of names and values do.
    ///
    /// - Parameters:
    ///   - start: The start of the word that the shell fails at, including preceding spaces.
    ///   - index: The position of the error.
    private mutating func takeLine(from start: Int, unclosed index: Int) throws(CommandError) {
        let text = scanner.text
        let opening = text[index]
        if opening == UInt8(ascii: "\\") { throw refusal("ends with a backslash", at: index) }
        let reader = DotenvStatementReader(scanner: scanner)
        let first = statement.words.first { reader.text($0) != "export" }?.range.lowerBound
        let line = text[(first ?? start)...].drop(while: ShellScanner.isBlank)
        let name = String(decoding: line.prefix(while: ShellScanner.isNameByte), as: UTF8.self)
        let equals = line.startIndex + name.utf8.count
        var end = scanner.endOfLine(from: index)
        if index == equals + 1, opening == UInt8(ascii: "'") || opening == UInt8(ascii: "\"") {
            guard let close = closing(opening, after: index) else {
                throw refusal("has a quote that is not closed", at: index)
            }
            end = close + 1
        }
        if equals < end, text[equals] == UInt8(ascii: "="), VariableName.isSound(name) {
            let place = (equals + 1)..<end
            events.append(
                DotenvEvent(
                    name: name, kind: .assignment(place: place, prefix: "", value: place.lowerBound),
                    isCertain: nesting.isEmpty && !isBehindMark))
        }
        statement = DotenvStatement()
        isBehindMark = false
        scanner.move(to: end)
    }

    private func closing(_ quote: UInt8, after index: Int) -> Int? {
        var index = index + 1
        while index < scanner.text.count, scanner.text[index] != quote {
            index += scanner.text[index] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
        }
        return index < scanner.text.count ? index : nil
    }

    private func refusal(_ words: String, at index: Int) -> CommandError {
        let line = scanner.text[..<index].count(where: { $0 == UInt8(ascii: "\n") }) + 1
        return CommandError(
            .failure, "line \(line) of the dotenv file \(words)", hint: "correct the line; nothing was changed")
    }
}
