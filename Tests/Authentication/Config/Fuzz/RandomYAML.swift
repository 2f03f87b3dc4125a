@testable import Authentication
import KernelTesting

/// Random YAML files: most are valid and use everything that other programs write, some are corrupted.
struct RandomYAML {
    var random: SeededNumbers

    init(seed: UInt64) { random = SeededNumbers(seed) }

    mutating func document() -> String {
        if random.number(below: 8) == 0 { return (0..<random.number(below: 13) + 1).map { _ in fragment() }.joined() }
        var text = random.number(below: 10) == 0 ? pick(Self.beginnings) : ""
        text += mapping(indent: random.number(below: 5) == 0 ? 2 : 0, depth: 0)
        if random.number(below: 10) == 0 { text += pick(Self.ends) }
        if random.number(below: 7) == 0 { while text.last == "\n" { text.removeLast() } }
        if random.number(below: 12) == 0 { text = text.replacing("\n", with: "\r\n") }
        if random.number(below: 4) == 0 { spoil(&text) }
        return text
    }

    /// A value for an edit.
    mutating func value() -> String { pick(Self.values) }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[random.number(below: choices.count)] }

    private mutating func fragment() -> String { pick(Self.fragments) }

    /// Replaces some characters with a fragment.
    private mutating func spoil(_ text: inout String) {
        for _ in 0...random.number(below: 2) {
            var scalars = Array(text.unicodeScalars)
            let start = random.number(below: scalars.count + 1)
            let end = min(start + pick([0, 0, 1, 3]), scalars.count)
            scalars.replaceSubrange(start..<end, with: fragment().unicodeScalars)
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            text = String(view)
        }
    }

    private mutating func mapping(indent: Int, depth: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var text = ""
        for key in Self.keys.shuffled(using: &random).prefix(random.number(below: 4) + 1) {
            if random.number(below: 8) == 0 {
                text += pick(["\n", "  \n", margin + "# comment\n", "# c\n", margin + "  # deeper\n"])
            }
            text += margin + (random.number(below: 10) == 0 ? pick(["'\(key)'", "\"\(key)\"", "\(key) "]) : key) + ":"
            switch random.number(below: 10) {
            case 0,
                1 where depth < 3:
                text += pick(["", " ", " # c"]) + "\n" + mapping(indent: indent + pick([1, 2, 4]), depth: depth + 1)
            case 2: text += "\n" + list(indent: indent + pick([0, 2, 2, 4]))
            default: text += pick([" ", " ", "  "]) + scalar(below: indent) + pick(["", "", "", " # c", " "]) + "\n"
            }
        }
        return text
    }

    private mutating func list(indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return (0...random.number(below: 3)).reduce(into: "") { text, _ in
            let plain = [scalar(below: indent), scalar(below: indent), "- x\n\(margin)  - y", ""]
            let keyed = "m: \(scalar(below: indent + 2))\n\(margin)  n: \(scalar(below: indent + 2))"
            text += margin + "- " + pick(plain + [keyed]) + pick(["", " # c"]) + "\n"
        }
    }

    private mutating func scalar(below indent: Int) -> String {
        let margin = String(repeating: " ", count: indent + pick([1, 2, 4]))
        switch random.number(below: 20) {
        case 0: return pick(Self.quoted)
        case 1: return "\(word())\n\(margin)\(word())"
        case 2: return "\(word())\n\(pick(["\n", " \n\n", ""]))\(margin)\(word())"
        case 3: return "\"\(bare())\(pick(["\n", " \n", "\n\n", "\\\n", "\\\n\n", "\t\n"]))\(margin)\(bare())\""
        case 4: return "'\(bare())\(pick(["\n", " \n", "\n\n"]))\(pick([margin, ""]))\(bare())'"
        case 5: return pick(Self.collections).replacing("\n", with: "\n\(margin)")
        case 6..<13: return block(indent)
        case 13: return "\n\(margin)\(word())\n\(margin)\(word())"
        case 14: return "\n\(margin)" + pick(["\"a\n b\"", "{}", "[a]", "|\n\(margin)  x", "'y'"])
        default: return word()
        }
    }

    private mutating func block(_ indent: Int) -> String {
        let depth = indent + pick([1, 2, 2, 4])
        let margin = String(repeating: " ", count: depth)
        let lines = (0..<random.number(below: 6)).map { _ in
            pick([
                margin + word(), margin + word(), "\(margin) \(word())", "",
                String(repeating: " ", count: random.number(below: depth + 3)), "\(margin)# text", "\(margin)\tt",
                "\(margin)k: v",
            ])
        }
        let header =
            pick(["|", ">"]) + pick(["", "", "", "-", "+", "2", "1", "-2", "2+", "4", "+1"]) + pick(["", " # c", " "])
        return ([header] + lines).joined(separator: "\n")
    }

    private mutating func word() -> String { pick(Self.words) }
    private mutating func bare() -> String { word().filter { $0 != "\"" && $0 != "'" } }

    private static let keys = ["a", "b", "c", "d", "e", "f g", "h", "i-j", "k.l"]
    private static let words = [
        "b", "word", "two words", "x-y", "1", "a'b", "a:b", "c#d", "é", "- e", "\"q\"", "x\"y", "-f", "~", "null",
        "key",
        "# no", "| x", "tail ", "yes", "0x1F", "2001-01-01", "[", "e\u{301}: x",
    ]
    private static let quoted = [
        #""a b""#, #""\u00e9\t""#, #""\x41\/""#, "\"#\"", #""a: b""#, #""""#, #""\e\_\N""#, #"" lead""#, "'it''s'",
        "''",
        "'# x'", "' '", "'a: b'",
    ]
    private static let collections = [
        "{}", "{ }", "{\n}", "[]", "[a, b]", "[a, 'b # c']", "[a,\nb]", "[a, [b, c]]", "[{a: b}, c]",
        "[{a: b, 'c': [d]}]", "[a, ]", "{a: b}",
    ]
    private static let beginnings = [
        "%YAML 1.1\n---\n", "%YAML 1.2 # c\n---\n", "---\n", "--- # c\n", "# c\n---\n", "\u{FEFF}", "\u{FEFF}---\n",
        "%FOO\n---\n", "--- {}\n",
    ]
    private static let ends = [
        "...\n", "... # c\n", "...\n...\n", "...\n# c\n", "...\n---\na: b\n", "---\n", "...\na: b\n",
    ]
    private static let values = [
        "x", "two words", "true", "12", "", "it's", "a: b", "# c", "x\ny", "é", "\"q\"", "- a", "~", "null", "{}",
        "trail ",
        "\t", "=", "\u{2028}", "\u{85}", "e\u{301}", "Bearer eyJ.a-b",
    ]
    private static let fragments =
        [
            "a", "b", "key", "A: 1", "- x", "-", "- - y", "- k: v", ": ", ":", "#", " # c", "'", "\"", "''", "\\n",
            "\\",
            "|", ">", "|-", "|+", "|2", ">-", ">1", "> # c", "{", "}", "[", "]", ",", "&x ", "*x", "!t ", "=", "<<",
            "? ",
            "?x", "---", "...", "--- a", "... # d", "\t", "  ", "    ", "\n", "\n", "\n", "\n  ", "\n    ", "\r\n",
            "\r",
            "\n\n", "\n \n", "\u{2028}", "\u{301}", "\u{FEFF}", "x: y", "http://a:1/b", "\"a\n  b\"", "'a\n\n b'",
            "\"a\\\n  b\"", "@", "`", "%", "\u{07}", "key: |\n  text\n  more\n", "key: >\n  folded\n  text\n\n  par\n",
            "k: {a: b}", "k: [x, {a: b}]",
        ] + collections + words
}
