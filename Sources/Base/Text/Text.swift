extension StringProtocol {
    /// The text without whitespace at its ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The text as a message quotes it, cut off if it is too long for one line.
    package var shortened: String {
        let end = unicodeScalars.index(startIndex, offsetBy: 80, limitedBy: endIndex) ?? endIndex
        return end == endIndex ? String(self) : self[..<end] + "…"
    }
}

extension String {
    /// Returns the text with certain characters escaped, even if a combining mark follows: to a shell or a parser, a quote
    /// with an accent is still a quote.
    ///
    /// - Parameter escape: Returns what takes a character's place; nil keeps it.
    package func escaping(_ escape: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { result, scalar in
            if let escaped = escape(scalar) { result += escaped } else { result.unicodeScalars.append(scalar) }
        }
    }
}

// Not for any `StringProtocol`: on first use, the runtime would look up how each type conforms, which takes an eighth
// of a short run.

extension String {
    /// Whether the text begins with ASCII letters, even if a mark after them combines with the last one.
    package func begins(withASCII letters: StaticString) -> Bool { letters.isPrefix(of: utf8) }
}

extension Substring {
    /// Whether the text begins with ASCII letters, even if a mark after them combines with the last one.
    package func begins(withASCII letters: StaticString) -> Bool { letters.isPrefix(of: utf8) }
}

extension StaticString {
    @inline(__always)
    fileprivate func isPrefix(of bytes: some Sequence<UInt8>) -> Bool {
        var rest = bytes.makeIterator()
        for place in 0..<utf8CodeUnitCount where rest.next() != utf8Start[place] { return false }
        return true
    }
}

extension Int {
    /// Returns the number with its noun, which has an `s` unless the number is 1, as in `2 tokens`.
    package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension String {
    /// A short name for any text, the same in every run.
    package var fingerprint: String {
        // FNV-1a: it only has to tell apart the names that one person uses.
        let hash = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

extension Array where Element == String {
    /// Joins the texts with `separator` between them.
    ///
    /// The standard library's version asks the runtime for conformances, and the first answer takes as long as
    /// everything else in a short command.
    package func joined(separator: String = "") -> String {
        var text = first ?? ""
        for element in dropFirst() {
            text += separator
            text += element
        }
        return text
    }

    /// Joins the words to a list in a sentence: `a, b and c`.
    package func joined(last conjunction: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return "\(Array(dropLast()).joined(separator: ", ")) \(conjunction) \(last)"
    }
}
