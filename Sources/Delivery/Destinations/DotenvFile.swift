import Base
import Kernel

/// The content of a dotenv file, edited so that every byte outside one variable's value is kept.
///
/// A shell that sources the file sees the new value afterwards, and so do simple readers of names and values.
struct DotenvFile {
    private let content: [UInt8]
    private let events: [DotenvEvent]

    /// - Throws: ``CommandError`` if the assignments can't be determined, for example after an open quote.
    init(_ content: [UInt8]) throws(CommandError) {
        guard !content.contains(0) else {
            throw CommandError(.failure, "the dotenv file is not text in UTF-8")
        }
        var parser = DotenvParser(content)
        try parser.parse()
        self.content = content
        events = parser.events
    }

    /// Returns the content with a variable's new value, everywhere the file sets it, or else at the end.
    ///
    /// - Throws: ``CommandError`` if the variable is a list.
    func setting(_ name: String, to value: String) throws(CommandError) -> [UInt8] {
        let events = events.filter { $0.name == name }
        var result = content
        for event in events.reversed() {
            if case .list = event.kind {
                throw CommandError(.failure, "the dotenv file sets \(name) to a list of values")
            }
            guard case .assignment(let place, let prefix, let start) = event.kind else { continue }
            let old = start < place.upperBound ? content[start] : nil
            result.replaceSubrange(place, with: (prefix + Self.written(value, like: old)).utf8)
        }
        if !Self.isCertain(events), !endsWithIt(events) {
            Self.append("\(name)=\(Self.written(value, like: nil))", to: &result)
        }
        return result
    }

    /// Returns whether a shell sees the value: nothing unsets it after it was certainly set.
    private static func isCertain(_ events: [DotenvEvent]) -> Bool {
        var isCertain = false
        for event in events {
            if case .other = event.kind {
                isCertain = false
            } else {
                isCertain = isCertain || event.isCertain
            }
        }
        return isCertain
    }

    /// Returns whether the last line sets it already: if a shell doesn't see it there, it wouldn't after it, either.
    private func endsWithIt(_ events: [DotenvEvent]) -> Bool {
        guard let last = events.last, case .assignment(let place, _, _) = last.kind,
            content[place.upperBound...].allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
        else { return false }
        let before = content[..<place.lowerBound]
        let line = before.lastIndex(of: UInt8(ascii: "\n")).map { before[($0 + 1)...] } ?? before
        return line.elementsEqual("\(last.name)=".utf8)
    }

    private static func append(_ line: String, to content: inout [UInt8]) {
        let isWindows = zip(content, content.dropFirst()).contains { $0 == (UInt8(ascii: "\r"), UInt8(ascii: "\n")) }
        let ending = isWindows ? "\r\n" : "\n"
        if let last = content.last, last != UInt8(ascii: "\n") { content += ending.utf8 }
        // A trailing backslash would continue with the new line.
        if content.dropLast(ending.utf8.count).last == UInt8(ascii: "\\") { content += ending.utf8 }
        content += (line + ending).utf8
    }

    /// Returns a value in the quotes of the previous one; plain if no reader takes it for something else.
    private static func written(_ value: String, like old: UInt8?) -> String {
        let isBare = value.utf8.allSatisfy { ShellScanner.isNameByte($0) || "-./:+=@".utf8.contains($0) }
        // Not every reader interprets a backslash in double quotes.
        let isPlain = !value.utf8.contains { "\\\"$`".utf8.contains($0) }
        if old == UInt8(ascii: "\""), isPlain { return "\"\(value)\"" }
        if old == UInt8(ascii: "'") || old == UInt8(ascii: "\"") || !isBare {
            return value.utf8.contains(UInt8(ascii: "'")) ? ShellWords.doubleQuoted(value) : "'\(value)'"
        }
        return value
    }
}
