import Base
import Kernel

/// One command of a dotenv file, in the view of a shell that sources the file.
struct DotenvStatement {
    var words: [ShellScanner.Word] = []
    /// The end of its last word or redirection.
    var end = 0
    var hasRedirection = false
    /// The operator after it, such as `;` or `&&`; nil at the end of its line.
    var operatorAfter: Range<Int>?
    /// Whether a shell always runs it here: not after `&&`, nor within `if` or `( … )`.
    var isCertain = true
}

/// The effect of a dotenv file on one variable.
struct DotenvEvent {
    enum Kind {
        /// Sets it to a value, which is replaced together with the text written before it.
        case assignment(place: Range<Int>, prefix: String, value: Int)
        /// Appends to its value, or unsets the variable.
        case other
        /// Makes it a list of values.
        case list
    }

    let name: String
    let kind: Kind
    /// Whether every shell that sources the file runs it.
    let isCertain: Bool
}

/// Finds the effects of statements on variables.
struct DotenvStatementReader {
    let scanner: ShellScanner

    private static let declarations: Set<String> = ["export", "declare", "typeset", "readonly", "local"]

    func events(of statement: DotenvStatement) -> [DotenvEvent] {
        let words = statement.words
        guard let first = words.first else { return [] }
        let assignments = words.prefix { assignedName($0) != nil }
        let command = text(first)
        if Self.declarations.contains(command) { return declared(statement) }
        if command == "unset" {
            return words.dropFirst().map { DotenvEvent(name: text($0), kind: .other, isCertain: statement.isCertain) }
        }
        if assignments.isEmpty { return spaced(statement, from: 0).map { [$0] } ?? [] }
        if assignments.count == words.count, !statement.hasRedirection {
            return assignments.map { event($0, statement, isCertain: statement.isCertain) }
        }
        // A shell sets them only for the following command; other readers take the line for a value with spaces.
        if assignments.count == 1, isValueWithBlanks(statement, after: 1) {
            return [wholeLine(statement, first, equals: equals(in: first), prefix: "")]
        }
        return assignments.map { event($0, statement, isCertain: false) }
    }

    private func declared(_ statement: DotenvStatement) -> [DotenvEvent] {
        if let event = spaced(statement, from: 1) { return [event] }
        return statement.words.dropFirst().compactMap { word in
            if assignedName(word) != nil { return event(word, statement, isCertain: statement.isCertain) }
            // For example `export "NAME=value"`.
            let parts = string(scanner.unquoted(word)[...]).split(separator: "=", maxSplits: 1)
            guard parts.count == 2, VariableName.isSound(parts[0]) else { return nil }
            let name = String(parts[0])
            return DotenvEvent(
                name: name, kind: .assignment(place: word.range, prefix: name + "=", value: word.range.lowerBound),
                isCertain: statement.isCertain)
        }
    }

    /// Finds `NAME = value`, which isn't an assignment to shells, but is to other readers.
    private func spaced(_ statement: DotenvStatement, from index: Int) -> DotenvEvent? {
        let words = statement.words
        guard words.count > index + 1, VariableName.isSound(text(words[index])),
            text(words[index + 1]).hasPrefix("="), !text(words[index + 1]).hasPrefix("=="),
            isValueWithBlanks(statement, after: index + 2)
        else { return nil }
        let sign = words[index + 1].range.lowerBound
        return wholeLine(statement, words[index], equals: sign, prefix: "=")
    }

    /// Takes everything after a name for its value.
    private func wholeLine(
        _ statement: DotenvStatement, _ word: ShellScanner.Word, equals: Int, prefix: String
    ) -> DotenvEvent {
        let name = prefix.isEmpty ? assignedName(word)?.name ?? "" : text(word)
        var value = equals + 1
        while value < statement.end, ShellScanner.isBlank(scanner.text[value]) { value += 1 }
        let start = prefix.isEmpty ? equals + 1 : word.range.upperBound
        return DotenvEvent(
            name: name, kind: .assignment(place: start..<statement.end, prefix: prefix, value: value),
            isCertain: statement.isCertain)
    }

    /// Returns whether only the value follows: no further assignment, and no further command.
    private func isValueWithBlanks(_ statement: DotenvStatement, after index: Int) -> Bool {
        statement.operatorAfter == nil && statement.words.dropFirst(index).allSatisfy { assignedName($0) == nil }
    }

    private func event(
        _ word: ShellScanner.Word, _ statement: DotenvStatement, isCertain: Bool
    ) -> DotenvEvent {
        let assigned = assignedName(word)
        let start = equals(in: word) + 1
        let kind: DotenvEvent.Kind =
            assigned?.isAddition == true
            ? .other
            : isList(word, statement)
                ? .list : .assignment(place: start..<word.range.upperBound, prefix: "", value: start)
        return DotenvEvent(name: assigned?.name ?? "", kind: kind, isCertain: isCertain)
    }

    /// Returns whether it is the start of `NAME=(value …)`.
    private func isList(_ word: ShellScanner.Word, _ statement: DotenvStatement) -> Bool {
        guard let after = statement.operatorAfter, after.lowerBound == word.range.upperBound else { return false }
        return scanner.text[after.lowerBound] == UInt8(ascii: "(")
    }

    /// Returns the name before the `=` of a word; nil if it isn't an assignment.
    func assignedName(_ word: ShellScanner.Word) -> (name: String, isAddition: Bool)? {
        guard let first = word.pieces.first, first.kind == .plain,
            let equals = scanner.text[first.range].firstIndex(of: UInt8(ascii: "="))
        else { return nil }
        var name = scanner.text[word.range.lowerBound..<equals]
        let isAddition = name.last == UInt8(ascii: "+")
        if isAddition { name.removeLast() }
        let text = string(name)
        return VariableName.isSound(text) ? (text, isAddition) : nil
    }

    private func equals(in word: ShellScanner.Word) -> Int {
        scanner.text[word.range].firstIndex(of: UInt8(ascii: "=")) ?? word.range.upperBound
    }

    func text(_ word: ShellScanner.Word) -> String { string(scanner.text[word.range]) }

    private func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
