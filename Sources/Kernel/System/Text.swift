extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The text as a message quotes it: its beginning, where it is too long for one line.
    package var shortened: String {
        let beginning = prefix(80)
        return beginning.endIndex == endIndex ? String(self) : beginning + "…"
    }
}
