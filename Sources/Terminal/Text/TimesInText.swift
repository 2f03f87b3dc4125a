import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The RFC 3339 times among the words of a message, which people at a terminal read in their own time zone.
struct TimesInText {
    /// Writes a time for the reader.
    let written: (Date) -> String

    /// Returns the message with its times in the reader's words; all else, and what is part of a longer word, stays.
    func replaced(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "T")) else { return text }
        return text.split(separator: " ", omittingEmptySubsequences: false).map(replaced).joined(separator: " ")
    }

    private func replaced(_ word: Substring) -> String {
        let opening = word.prefix { $0 == "(" }
        let rest = word.dropFirst(opening.count)
        let closing = rest.reversed().prefix { ".,;:)".contains($0) }
        let core = String(rest.dropLast(closing.count))
        // Other words are many, and to find out by parsing them takes long.
        let bytes = Array(core.utf8.prefix(11))
        guard core.utf8.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            let date = Age.date(core)
        else { return String(word) }
        return opening + written(date) + String(closing.reversed())
    }
}
