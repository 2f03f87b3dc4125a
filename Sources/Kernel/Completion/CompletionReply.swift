/// What a shell is to offer for the word at the cursor.
package struct CompletionReply: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case candidates([Completion.Candidate])
        /// What the shell itself knows best.
        case files
        case folders
    }

    package var content: Content
    /// What the word begins with and keeps, such as `--plant=`; what is offered follows it.
    package var stem = ""
    /// Whether the word may go on after a candidate, as a list does with a comma.
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

    /// The candidates that begin with what stands of a word, stem included.
    package func matching(_ word: String) -> [Completion.Candidate] {
        // Bytes are compared: what is typed stays as it is, and the rest is put behind it.
        candidates.filter { (stem + $0.value).utf8.starts(with: word.utf8) }
    }
}

extension Completion.Candidate {
    /// The same in one short line that can be shown anywhere, or nil where the value itself cannot.
    ///
    /// A value with a control character would have to be typed in a way that no two shells share.
    package var presentable: Completion.Candidate? {
        guard !value.isEmpty, !value.unicodeScalars.contains(where: VisibleText.isUnsafe) else { return nil }
        let safe = String.UnicodeScalarView(description.unicodeScalars.map { VisibleText.isUnsafe($0) ? " " : $0 })
        let words = String(safe).split(whereSeparator: \.isWhitespace)
        return Completion.Candidate(value, String(words.joined(separator: " ").prefix(Self.longestDescription)))
    }

    private static var longestDescription: Int { 100 }
}
