import Base

/// Where the text of a value is.
package enum ValueText: Sendable, Equatable {
    case literal(String)
    case file(String)
    case stdin

    /// Parses a word as its argument allows.
    init(_ word: String, source: ValueSource) {
        if source == .word {
            self = .literal(word)
        } else if word == "-" {
            self = .stdin
        } else if word.begins(withASCII: "@@") {
            self = .literal(String(word.unicodeScalars.dropFirst()))
        } else if word.begins(withASCII: "@") {
            self = .file(String(word.unicodeScalars.dropFirst()))
        } else {
            self = .literal(word)
        }
    }

    var literal: String? {
        if case .literal(let text) = self { text } else { nil }
    }
}
