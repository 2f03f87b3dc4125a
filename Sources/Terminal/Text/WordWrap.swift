import Base

/// Breaks text for terminals where words end.
package struct WordWrap {
    /// The columns of the terminal.
    package let width: Int

    package init(width: Int) { self.width = width }

    /// Returns words in lines that fit, the first of which starts after a text.
    ///
    /// Text in single quotes stays on one line if it fits, since people copy it. A word that is wider than the line has
    /// its own line.
    /// - Parameter used: The columns that `beginning` takes, if they differ from the width of its text.
    package func wrapped(_ words: String, after beginning: String, used: Int? = nil, hanging: Int) -> String {
        var text = beginning
        var used = used ?? DisplayWidth.of(beginning)
        var isEmpty = true
        for word in pieces(of: words, room: width - hanging) {
            let wordWidth = DisplayWidth.of(word)
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
        return text
    }

    /// A line of a shell, continued with backslashes if it's too long.
    ///
    /// - Parameter used: The columns before it on the first line.
    package func continued(_ line: String, used: Int = 0, margin: String = "") -> String {
        guard used + margin.utf8.count + DisplayWidth.of(line) > width else { return margin + line }
        var lines: [String] = []
        for word in Self.arguments(of: line) {
            let before = lines.count == 1 ? used : 0
            if let last = lines.last, before + DisplayWidth.of(last) + 1 + DisplayWidth.of(word) + 2 <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(margin + (lines.isEmpty ? "" : "    ") + word)
            }
        }
        return lines.joined(separator: " \\\n")
    }

    /// Returns the words of a text; a quotation is one word if it fits on a line.
    private func pieces(of text: String, room: Int) -> [String] {
        // By bytes: to look for whole characters takes a third of the time of a help page.
        let words = Array(text.utf8).split(separator: UInt8(ascii: " "))
        var pieces: [String] = []
        var rest = words[...]
        while let word = rest.first {
            var count = 1
            if Self.opensQuotation(word), !Self.closesQuotation(word),
                let end = rest.dropFirst().firstIndex(where: Self.closesQuotation),
                rest[rest.startIndex...end].reduce(0, { $0 + $1.count + 1 }) <= room
            {
                count = end - rest.startIndex + 1
            }
            pieces.append(rest.prefix(count).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    private static func opensQuotation(_ word: ArraySlice<UInt8>) -> Bool {
        word.first { $0 != UInt8(ascii: "(") } == UInt8(ascii: "'")
    }

    private static func closesQuotation(_ word: ArraySlice<UInt8>) -> Bool {
        word.last { !".,;:?!)".utf8.contains($0) } == UInt8(ascii: "'") && word.count > 1
    }

    /// The words of a shell's line as they are typed, each flag with its value.
    private static func arguments(of line: String) -> [String] {
        var arguments: [String] = []
        var quote: UInt8?
        var word: [UInt8] = []
        func end() {
            guard !word.isEmpty else { return }
            let text = String(decoding: word, as: UTF8.self)
            if let last = arguments.last, last.hasPrefix("-"), !last.utf8.contains(UInt8(ascii: " ")),
                word[0] != UInt8(ascii: "-")
            {
                arguments[arguments.count - 1] = last + " " + text
            } else {
                arguments.append(text)
            }
            word = []
        }
        for byte in line.utf8 {
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            }
            if byte == UInt8(ascii: " "), quote == nil { end() } else { word.append(byte) }
        }
        end()
        return arguments
    }
}
