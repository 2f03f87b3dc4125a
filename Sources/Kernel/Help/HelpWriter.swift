import Base
import Terminal

/// Lays out a help page for the width of a terminal.
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
            case .comment(let words): text += comment(words)
            case .commandLine(let line): text += WordWrap(width: width).continued(line, margin: "  ") + "\n"
            case .definition(let term, let wordings): text += definition(term, wordings, indent, column)
            case .names(let before, let names, let after): text += line(before, names, after)
            }
        }
    }

    private func definition(_ term: String, _ wordings: [String], _ indent: Int, _ column: Int) -> String {
        let meaning = wordings.first { column + DisplayWidth.of($0) <= width } ?? wordings.last ?? ""
        let margin = String(repeating: " ", count: indent)
        let end = indent + DisplayWidth.of(term)
        guard end + 2 <= column, column + 20 <= width else {
            let head = end <= width ? margin + term + "\n" : wrapped(term, indent: indent, hanging: indent + 4)
            return head + wrapped(meaning, indent: indent + 4, hanging: indent + 4)
        }
        return wrapped(meaning, after: margin + term + String(repeating: " ", count: column - end), hanging: column)
    }

    private func comment(_ words: String) -> String {
        let lines = WordWrap(width: max(width - Self.indent - 2, 1)).wrapped(words, after: "", hanging: 0)
        return lines.split(separator: "\n").map { "  # \($0)\n" }.joined()
    }

    private func line(_ before: String, _ names: [String], _ after: String) -> String {
        let room = width - DisplayWidth.of(before) - DisplayWidth.of(after) - 3
        var shown = ""
        for name in names {
            let longer = shown.isEmpty ? name : "\(shown), \(name)"
            guard DisplayWidth.of(longer) <= room else {
                shown += shown.isEmpty ? "…" : ", …"
                break
            }
            shown = longer
        }
        return wrapped(before + shown + after, indent: 0, hanging: 0)
    }

    private func wrapped(_ words: String, indent: Int, hanging: Int) -> String {
        wrapped(words, after: String(repeating: " ", count: indent), hanging: hanging)
    }

    private func wrapped(_ words: String, after beginning: String, hanging: Int) -> String {
        WordWrap(width: width).wrapped(words, after: beginning, hanging: hanging) + "\n"
    }
}

extension Output {
    /// Writes a help page to stdout in the width of the terminal, through the pager where it is longer than that.
    package func help(_ page: HelpPage) throws {
        let width = min(self.width(of: console.output) ?? 100, 100)
        let writer = HelpWriter(width: max(width, 20), style: style(of: console.output))
        try writePaged(writer.text(of: try page.blocks()))
    }
}
