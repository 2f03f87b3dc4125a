/// The text of a dotenv file, edited so that every byte outside of one variable's value stays.
struct DotenvFile {
    private(set) var text: String

    /// Where a variable's value stands in the text, quotes included.
    private typealias Place = Range<String.Index>

    /// - Throws: ``CommandError`` for a quote that is not closed: what belongs to which variable is unknown then.
    init(_ text: String) throws(CommandError) {
        self.text = text
        _ = try Self.assignments(in: text)
    }

    /// Gives a variable a value, wherever the file sets it, or adds it at the end.
    mutating func set(_ name: String, to value: String) {
        // The text was read without a fault before, and replacing values makes none.
        let places = ((try? Self.assignments(in: text)) ?? []).filter { $0.name == name }.map(\.value)
        for place in places.reversed() {
            text.replaceSubrange(place, with: Self.written(value, like: text[place]))
        }
        guard places.isEmpty else { return }
        let ending = text.contains("\r\n") ? "\r\n" : "\n"
        if let last = text.last, !last.isNewline { text += ending }
        text += "\(name)=\(Self.written(value, like: ""))\(ending)"
    }

    private static func assignments(in text: String) throws(CommandError) -> [(name: Substring, value: Place)] {
        var found: [(name: Substring, value: Place)] = []
        var line = text.startIndex
        var number = 1
        while line < text.endIndex {
            var end = text[line...].firstIndex(where: \.isNewline) ?? text.endIndex
            if let (name, start) = assignment(text[line..<end]) {
                let value = try self.value(text, from: start, to: end, line: number)
                found.append((name, value))
                end = text[max(end, value.upperBound)...].firstIndex(where: \.isNewline) ?? text.endIndex
            }
            number += text[line..<end].count(where: \.isNewline) + 1
            line = end < text.endIndex ? text.index(after: end) : end
        }
        return found
    }

    /// The name that a line sets, and where its value begins; nil for comments and other lines.
    private static func assignment(_ line: Substring) -> (name: Substring, start: String.Index)? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        var words = line[..<equals].split(separator: " ", omittingEmptySubsequences: true)
        if words.first == "export" { words.removeFirst() }
        guard words.count == 1, let name = words.first, name.first != "#", isName(name) else { return nil }
        let start = line[line.index(after: equals)...].firstIndex { $0 != " " && $0 != "\t" } ?? line.endIndex
        return (name, start)
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0))
        }
    }

    /// A value in quotes may go on over several lines; a bare one ends before a comment.
    private static func value(
        _ text: String, from start: String.Index, to end: String.Index, line: Int
    ) throws(CommandError) -> Place {
        guard start < end, let quote = text[start...].first, "\"'".contains(quote) else {
            let bare = text[start..<end]
            let comment = bare.indices.first { bare[$0] == "#" && $0 > start && bare[bare.index(before: $0)] == " " }
            let content = bare[..<(comment ?? end)]
            let spaces = content.reversed().prefix { $0 == " " || $0 == "\t" }.count
            return start..<content.index(content.endIndex, offsetBy: -spaces)
        }
        var index = text.index(after: start)
        while index < text.endIndex, text[index] != quote {
            if quote == "\"", text[index] == "\\", text.index(after: index) < text.endIndex {
                index = text.index(after: index)
            }
            index = text.index(after: index)
        }
        guard index < text.endIndex else {
            throw CommandError(
                .failure, "line \(line) of the dotenv file has a quote that is not closed",
                hint: "correct the line; nothing was changed")
        }
        return start..<text.index(after: index)
    }

    /// A value in the quotes of the one before it; bare where no reader takes it for something else.
    private static func written(_ value: String, like old: some StringProtocol) -> String {
        let isBare = value.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-./:+=@".unicodeScalars.contains($0))
        }
        switch old.first {
        case "'" where !value.contains("'"): return "'\(value)'"
        case "\"": return doubleQuoted(value)
        default: return isBare ? value : value.contains("'") ? doubleQuoted(value) : "'\(value)'"
        }
    }

    private static func doubleQuoted(_ value: String) -> String {
        "\"" + value.reduce(into: "") { $0 += "\\\"$`".contains($1) ? "\\\($1)" : String($1) } + "\""
    }
}
