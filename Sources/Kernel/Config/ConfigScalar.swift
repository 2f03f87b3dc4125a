/// Reads the scalars of a config file: bare, or in either kind of quotes.
enum ConfigScalar {
    /// A bare value up to a comment, without spaces at its ends.
    static func plain(_ text: Substring) -> String { plainPrefix(of: text).trimmed }

    /// The value that a text begins with as it is written there, quotes included and what follows left out.
    static func prefix(of text: Substring) -> Substring {
        if let first = text.first, first == "\"" || first == "'", let (_, rest) = try? quoted(text, line: 0) {
            return text[..<rest.startIndex]
        }
        let plain = plainPrefix(of: text)
        let spaces = plain.reversed().prefix { $0 == " " || $0 == "\t" }.count
        return plain.dropLast(spaces)
    }

    private static func plainPrefix(of text: Substring) -> Substring {
        var end = text.startIndex
        var previous: Character = " "
        while end < text.endIndex, !(text[end] == "#" && previous.isWhitespace) {
            previous = text[end]
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// A value that begins with a quote, and what stands behind the closing one.
    static func quoted(_ text: Substring, line: Int) throws(ConfigSyntaxError) -> (value: String, rest: Substring) {
        text.first == "'" ? try singleQuoted(text.dropFirst(), line) : try doubleQuoted(text.dropFirst(), line)
    }

    private static func singleQuoted(
        _ text: Substring, _ line: Int
    ) throws(ConfigSyntaxError) -> (value: String, rest: Substring) {
        var value = ""
        var rest = text
        while let character = rest.popFirst() {
            guard character == "'" else {
                value.append(character)
                continue
            }
            guard rest.first == "'" else { return (value, rest) }
            rest.removeFirst()
            value.append("'")
        }
        throw ConfigSyntaxError(line: line, complaint: "has a quote that is not closed")
    }

    private static func doubleQuoted(
        _ text: Substring, _ line: Int
    ) throws(ConfigSyntaxError) -> (value: String, rest: Substring) {
        var value = ""
        var rest = text
        while let character = rest.popFirst() {
            switch character {
            case "\"": return (value, rest)
            case "\\": value.append(try escape(&rest, line))
            default: value.append(character)
            }
        }
        throw ConfigSyntaxError(line: line, complaint: "has a quote that is not closed")
    }

    private static func escape(_ rest: inout Substring, _ line: Int) throws(ConfigSyntaxError) -> Character {
        switch rest.popFirst() {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "0": return "\0"
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "x": return try scalar(&rest, digits: 2, line)
        case "u": return try scalar(&rest, digits: 4, line)
        case "U": return try scalar(&rest, digits: 8, line)
        default: throw ConfigSyntaxError(line: line, complaint: "has an unknown escape in quotes")
        }
    }

    private static func scalar(
        _ rest: inout Substring, digits: Int, _ line: Int
    ) throws(ConfigSyntaxError) -> Character {
        let text = rest.prefix(digits)
        rest = rest.dropFirst(digits)
        guard text.count == digits, text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16),
            let scalar = Unicode.Scalar(value)
        else {
            throw ConfigSyntaxError(line: line, complaint: "has an unknown escape in quotes")
        }
        return Character(scalar)
    }
}
