import Base
package import Kernel

/// The completions that a shell offers at the cursor.
package struct CompletionReply: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case candidates([Completion.Candidate])
        /// Completions that the shell itself knows best.
        case files
        case folders
    }

    package var content: Content
    /// The start of the word that stays, such as `--plant=`; the candidates follow it.
    package var stem = ""
    /// Whether the word can continue after a candidate, as a list does with a comma.
    package var isOpen = false

    package init(content: Content, stem: String = "", isOpen: Bool = false) {
        self.content = content
        self.stem = stem
        self.isOpen = isOpen
    }

    package static let nothing = CompletionReply(content: .candidates([]))

    package var candidates: [Completion.Candidate] {
        if case .candidates(let candidates) = content { candidates } else { [] }
    }

    /// Returns the candidates that start with the text of a word, stem included.
    package func matching(_ word: String) -> [Completion.Candidate] {
        // Bytes are compared: the typed text stays as it is, and the rest is appended.
        candidates.filter { (stem + $0.value).utf8.starts(with: word.utf8) }
    }
}

extension Completion.Candidate {
    /// Returns the same with a short, safe description, or nil if the value itself isn't safe.
    ///
    /// A value with a control character would have to be typed differently in every shell.
    package var presentable: Completion.Candidate? {
        guard !value.isEmpty, !VisibleText.hasUnsafe(value) else { return nil }
        var safe = ""
        VisibleText.visit(description) { safe.unicodeScalars.append($1 ? " " : $0) }
        let words = safe.split(whereSeparator: \.isWhitespace)
        return Completion.Candidate(value, String(words.joined(separator: " ").prefix(Self.longestDescription)))
    }

    private static var longestDescription: Int { 100 }
}
