extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The text as a message quotes it: its beginning, where it is too long for one line.
    package var shortened: String {
        let end = unicodeScalars.index(startIndex, offsetBy: 80, limitedBy: endIndex) ?? endIndex
        return end == endIndex ? String(self) : self[..<end] + "…"
    }

    /// Whether the text begins with ASCII letters, even if a mark after them combines with the last one.
    func begins(withASCII letters: StaticString) -> Bool {
        letters.withUTF8Buffer { utf8.starts(with: $0) }
    }
}

extension String {
    /// A short name for a text of any length and letters, the same in every run.
    package var fingerprint: String {
        // FNV-1a: it only has to tell the names apart that one person gives.
        let hash = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

extension Array where Element == String {
    /// All of them with `separator` between.
    ///
    /// The library's own asks the runtime which types conform to which protocols, and the first answer takes as long as
    /// all else that a short command does.
    package func joined(separator: String = "") -> String {
        var text = first ?? ""
        for element in dropFirst() {
            text += separator
            text += element
        }
        return text
    }
}
