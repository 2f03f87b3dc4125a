/// Lays a help page out for a width of terminal.
struct HelpWriter {
    var width: Int
    var style: Style

    private static let indent = 2

    func text(of blocks: [HelpPage.Block]) -> String {
        blocks.map(text).joined(separator: "\n")
    }

    private func text(of block: HelpPage.Block) -> String {
        let indent = block.heading == nil ? 0 : Self.indent
        let terms = block.rows.compactMap {
            if case .definition(let term, _) = $0 { DisplayWidth.of(term) } else { nil }
        }
        let column = indent + min(terms.max() ?? 0, block.widestTerm) + 2
        let heading = block.heading.map { style.heading("\($0):") + "\n" } ?? ""
        return block.rows.reduce(into: heading) { text, row in
            switch row {
            case .text(let words): text += wrapped(words, indent: indent, hanging: indent)
            case .definition(let term, let meaning): text += definition(term, meaning, indent, column)
            }
        }
    }

    private func definition(_ term: String, _ meaning: String, _ indent: Int, _ column: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let end = indent + DisplayWidth.of(term)
        guard end + 2 <= column, column + 20 <= width else {
            let head = end <= width ? margin + term + "\n" : wrapped(term, indent: indent, hanging: indent + 4)
            return head + wrapped(meaning, indent: indent + 4, hanging: indent + 4)
        }
        return wrapped(meaning, after: margin + term + String(repeating: " ", count: column - end), hanging: column)
    }

    private func wrapped(_ words: String, indent: Int, hanging: Int) -> String {
        wrapped(words, after: String(repeating: " ", count: indent), hanging: hanging)
    }

    /// The words in lines that fit, the first of them after something; a word that is wider than the line stands alone.
    private func wrapped(_ words: String, after beginning: String, hanging: Int) -> String {
        var text = beginning
        var used = DisplayWidth.of(beginning)
        var isEmpty = true
        for word in words.split(separator: " ") {
            let wordWidth = DisplayWidth.of(String(word))
            if !isEmpty, used + 1 + wordWidth > width {
                text += "\n"
                text += String(repeating: " ", count: hanging)
                used = hanging
                isEmpty = true
            }
            if !isEmpty { text += " " }
            text += word
            used += isEmpty ? wordWidth : wordWidth + 1
            isEmpty = false
        }
        return text + "\n"
    }
}

extension Output {
    /// Writes a help page to stdout, in the width of the terminal.
    package func help(_ page: HelpPage) throws {
        let width = min(console.output.columns ?? 100, 100)
        let writer = HelpWriter(width: max(width, 20), style: style(of: console.output))
        try console.output.write(Array(writer.text(of: try page.blocks()).utf8))
    }
}
