import Base

/// One line of a config file, with its line break.
struct ConfigLine {
    /// The line number, from 1.
    let number: Int
    /// The line without its line break.
    let text: Substring
    /// `\n`, `\r\n`, `\r`, or nothing at the end of the file.
    let ending: Substring

    var isBlank: Bool { text.allSatisfy { $0 == " " || $0 == "\t" } }

    /// Splits a text into lines; a byte order mark at the start belongs to none.
    ///
    /// YAML has fewer line breaks than Unicode.
    static func all(of text: String) -> [ConfigLine] {
        var lines: [ConfigLine] = []
        var rest = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            let next = end.map { rest.index(after: $0) } ?? rest.endIndex
            let content = rest[..<(end ?? rest.endIndex)]
            lines.append(ConfigLine(number: lines.count + 1, text: content, ending: rest[content.endIndex..<next]))
            rest = rest[next...]
        }
        return lines
    }
}
