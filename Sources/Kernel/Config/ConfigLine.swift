/// One line of a config file, with what ends it.
struct ConfigLine {
    /// Its number, from 1.
    let number: Int
    /// All of it but its end.
    let text: Substring
    /// `\n`, `\r\n`, `\r`, or nothing at the end of the file.
    let ending: Substring

    /// How many spaces it begins with.
    var indent: Int { text.prefix { $0 == " " }.count }

    /// What follows these spaces.
    var content: Substring { text.drop { $0 == " " } }

    /// Whether it begins an item of a list.
    var isItem: Bool { content == "-" || content.hasPrefix("- ") }

    var isBlank: Bool { text.allSatisfy { $0 == " " || $0 == "\t" } }

    /// Whether it says anything: it is neither blank nor a comment.
    var isSignificant: Bool { !isBlank && content.first != "#" }

    /// The lines of a text; a mark of the byte order before the first belongs to none.
    ///
    /// YAML breaks lines at fewer characters than Unicode does.
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
