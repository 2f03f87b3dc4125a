@testable import Authentication
import KernelTesting
import Testing

/// A random file in the supported syntax, and the paths of its values.
private struct RandomConfig {
    var random: SeededNumbers
    var text = ""
    var paths: [[String]] = []
    let ending: String

    init(seed: UInt64) {
        random = SeededNumbers(seed)
        ending = Bool.random(using: &random) ? "\n" : "\r\n"
        if Int.random(in: 0..<8, using: &random) == 0 { text = "\u{FEFF}" }
        if Int.random(in: 0..<8, using: &random) == 0 { text += "---" + ending }
        mapping(indent: 0, below: [], step: Bool.random(using: &random) ? 2 : 4)
        if Bool.random(using: &random), text.hasSuffix(ending) { text.removeLast() }
    }

    private mutating func mapping(indent: Int, below path: [String], step: Int) {
        for index in 0..<Int.random(in: 1...5, using: &random) {
            noise(indent)
            let key = "k\(index)"
            let margin = String(repeating: " ", count: indent)
            let written = [key, "\"\(key)\"", "'\(key)'", key.uppercased()].randomElement(using: &random) ?? key
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3 where indent < 3 * step:
                text += "\(margin)\(written):" + comment + ending
                mapping(indent: indent + step, below: path + [key], step: step)
            case 3: text += "\(margin)\(written): |" + ending + "\(margin) one: # no comment" + ending
            case 4: text += "\(margin)\(written):" + ending + "\(margin)- item: x" + ending + "\(margin)- y" + ending
            case 5: text += "\(margin)\(written): [a, 'b # c']" + comment + ending
            default:
                let value =
                    [
                        "", " ~", " bare", " bare with:colon", " \"q \\\" # \\\\ uote\"", " 'it''s # one'", " 12",
                        " true",
                        " http://a.b/#c", "   spaced",
                    ].randomElement(using: &random) ?? ""
                text += "\(margin)\(written):\(value)" + comment + ending
                paths.append(path + [key])
            }
        }
    }

    private mutating func noise(_ indent: Int) {
        if Int.random(in: 0..<5, using: &random) == 0 { text += ending }
        if Int.random(in: 0..<5, using: &random) == 0 {
            text += String(repeating: " ", count: indent) + "# a comment: with 'all' sorts" + ending
        }
    }

    private var comment: String {
        mutating get { Int.random(in: 0..<3, using: &random) == 0 ? "  # note: \"x\"" : "" }
    }

    mutating func value() -> String {
        random.word(of: "ab:#\"'\\ \n\r\t-?[]{}&*!|>%@`,~0é日🎉\u{1B}", 0...8)
    }
}

@Suite("Editing any config file")
struct ConfigDocumentPropertyTests {
    @Test("changes one range of bytes on the value's line, and no other value", arguments: 0..<20)
    func oneStretch(block: UInt64) throws {
        for seed in block * 100..<block * 100 + 100 {
            var config = RandomConfig(seed: seed)
            guard let path = config.paths.randomElement(using: &config.random) else { continue }
            let value = config.value()
            let before = try ConfigDocument(config.text)
            var after = before
            try after.set(value, at: path)
            #expect(after.value(at: path) == value)
            let others = { (document: ConfigDocument) in document.values.filter { $0.path != path }.map { "\($0)" } }
            #expect(others(before) == others(after))
            try checkOutside(before.text, after.text, old: before.value(at: path))
        }
    }

    /// The difference must be on one line, and no more than a value and its quotes.
    private func checkOutside(_ before: String, _ after: String, old: String?) throws {
        let (left, right) = (Array(before.utf8), Array(after.utf8))
        let prefix = zip(left, right).prefix { $0 == $1 }.count
        let rest = min(left.count, right.count) - prefix
        let suffix = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
        let changed = left[prefix..<left.count - min(suffix, rest)]
        #expect(!changed.contains(UInt8(ascii: "\n")), "\(before)\n->\n\(after)")
        #expect(changed.count <= 2 * (old ?? "~").utf8.count + 2)
    }

    @Test("adds one line for a new key, and changes no other value", arguments: 0..<10)
    func oneLine(block: UInt64) throws {
        for seed in block * 100..<block * 100 + 100 {
            var config = RandomConfig(seed: seed)
            let parent = config.paths.randomElement(using: &config.random)?.dropLast() ?? []
            let path = parent + ["added"]
            let value = config.value()
            let before = try ConfigDocument(config.text)
            var after = before
            guard (try? after.set(value, at: Array(path))) != nil else {
                // A text of several lines that ends with the file, without a line break, would get one.
                #expect(!config.text.hasSuffix(config.ending))
                continue
            }
            let others = after.values.filter { $0.path != Array(path) }.map { "\($0)" }
            #expect(others == before.values.map { "\($0)" })
            let lines = after.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            let old = before.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            #expect(lines.count == old.count + 1)
            try after.remove(Array(path))
            // A file whose last line had no line break has one now.
            #expect(
                [before.text, before.text + (before.text.contains("\r\n") ? "\r\n" : "\n")].contains(after.text),
                "\(before.text)\n->\n\(after.text)")
        }
    }
}
