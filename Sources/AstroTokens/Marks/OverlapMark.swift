#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import AstroAPI
import Kernel

/// The end of a new token's description, which says which token it replaces:
/// `[replaces ctok… until 2026-03-01T09:30:00Z #k3f9…]`, or `until finished` if a person decides.
///
/// Anyone who can create a token can write one: it is a claim, which ``OverlapClaim`` judges.
package struct OverlapMark: Sendable, Equatable {
    /// The token that is replaced.
    package let oldID: String
    /// When the old token may be deleted; nil if a person decides.
    package let due: Date?
    /// A random text by which the run that created the token recognizes it; nil if somebody removed it.
    package let nonce: String?

    private static let byHand = "finished"
    private static let longestID = 64
    private static let nonceLengths = 4...32

    package init(oldID: String, due: Date?, nonce: String?) {
        self.oldID = oldID
        self.due = due
        self.nonce = nonce
    }

    /// Parses the mark at the end of a description; nil if it has none.
    package init?(in description: String) {
        guard let (_, mark) = Self.split(description[...]) else { return nil }
        self = mark
    }

    /// The mark in its written form.
    package var text: String {
        "[replaces \(oldID) until \(due?.rfc3339 ?? Self.byHand)\(nonce.map { " #\($0)" } ?? "")]"
    }

    /// Returns a description with the mark at its end, in place of any earlier marks.
    package func marking(_ description: String) -> String {
        let note = Self.note(in: description)
        return note.isEmpty ? text : "\(note) \(text)"
    }

    /// Returns a description without the marks at its end.
    package static func note(in description: String) -> String {
        var note = description[...]
        while let (rest, _) = split(note) { note = rest }
        return String(note)
    }

    /// Splits the last mark off a description; nil if it has none.
    private static func split(_ description: Substring) -> (note: Substring, mark: OverlapMark)? {
        // Most descriptions have none, and there may be a hundred thousand.
        guard let last = description.utf8.last, last == UInt8(ascii: "]") || last <= UInt8(ascii: " ") else {
            return nil
        }
        let whole = trimmed(description)
        guard whole.last == "]", let start = whole.lastIndex(of: "[") else { return nil }
        let note = whole[..<start]
        guard note.last.map({ $0.isWhitespace }) ?? true,
            let mark = OverlapMark(words: whole[whole.index(after: start)...].dropLast())
        else { return nil }
        return (note.dropLast(), mark)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private init?(words text: Substring) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard (4...5).contains(words.count), words[0] == "replaces", words[2] == "until",
            words[1].count <= Self.longestID, APIToken.isID(String(words[1]))
        else { return nil }
        oldID = words[1].lowercased()
        if words[3] == Self.byHand {
            due = nil
        } else {
            guard let date = Timestamp(String(words[3])).date else { return nil }
            due = date
        }
        guard words.count == 5 else {
            nonce = nil
            return
        }
        let nonce = words[4].dropFirst()
        guard words[4].first == "#", Self.nonceLengths.contains(nonce.count), APIToken.isID(String(nonce)) else {
            return nil
        }
        self.nonce = String(nonce)
    }
}
