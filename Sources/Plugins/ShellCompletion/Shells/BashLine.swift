/// A command line up to the cursor, split into words like bash does.
///
/// Nothing in it is ever expanded; if the words depend on an expansion, there are none.
struct BashLine {
    /// An open quote at the cursor.
    enum Quote: Unicode.Scalar {
        case single = "'"
        case double = "\""
    }

    /// The complete words, without quotes and backslashes.
    private(set) var words: [String] = []
    /// The word at the cursor, unchanged.
    private(set) var rawWord = ""
    /// The word at the cursor without quotes and backslashes.
    private(set) var word = ""
    /// The open quote at the cursor, if any.
    private(set) var quote: Quote?

    private var hasWord = false
    private var isRedirected = false

    /// Splits a line; nil if a substitution in it would have to run first.
    init?(_ line: String) {
        var rest = Substring(line).unicodeScalars
        while let scalar = rest.popFirst() {
            guard !Self.beginsSubstitution(scalar, rest, quote) else { return nil }
            switch quote {
            case .single: takeSingle(scalar)
            case .double: takeDouble(scalar, &rest)
            case nil: takePlain(scalar, &rest)
            }
        }
        // Bash itself completes the file of a redirection.
        if isRedirected { return nil }
    }

    private static func beginsSubstitution(
        _ scalar: Unicode.Scalar, _ rest: Substring.UnicodeScalarView, _ quote: Quote?
    ) -> Bool {
        switch (scalar, quote) {
        case (_, .single): false
        case ("`", _): true
        case ("$", nil): rest.first.map { "('\"".unicodeScalars.contains($0) } ?? false
        case ("$", .double): rest.first == "("
        default: false
        }
    }

    private mutating func takeSingle(_ scalar: Unicode.Scalar) {
        rawWord.unicodeScalars.append(scalar)
        if scalar == "'" { quote = nil } else { word.unicodeScalars.append(scalar) }
    }

    private mutating func takeDouble(_ scalar: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) {
        rawWord.unicodeScalars.append(scalar)
        if scalar == "\"" {
            quote = nil
        } else if scalar == "\\", rest.first.map({ "\"\\$`".unicodeScalars.contains($0) }) ?? true {
            takeEscaped(&rest)
        } else {
            word.unicodeScalars.append(scalar)
        }
    }

    private mutating func takePlain(_ scalar: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) {
        switch scalar {
        case " ", "\t", "\n", "&", ";", "|": finishWord()
        case "<", ">": redirect(&rest)
        default:
            rawWord.unicodeScalars.append(scalar)
            hasWord = true
            if scalar == "\\" {
                takeEscaped(&rest)
            } else if let opened = Quote(rawValue: scalar) {
                quote = opened
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
    }

    /// Reads the character after a backslash; a backslash at the cursor is unfinished.
    private mutating func takeEscaped(_ rest: inout Substring.UnicodeScalarView) {
        guard let escaped = rest.popFirst() else { return }
        rawWord.unicodeScalars.append(escaped)
        word.unicodeScalars.append(escaped)
    }

    private mutating func finishWord() {
        guard hasWord else { return }
        if isRedirected { isRedirected = false } else { words.append(word) }
        (word, rawWord, hasWord) = ("", "", false)
    }

    /// Skips a redirection such as `2>&1` or `> FILE`, which isn't a word of the command.
    private mutating func redirect(_ rest: inout Substring.UnicodeScalarView) {
        if rawWord.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }) {
            (word, rawWord, hasWord) = ("", "", false)
        } else {
            finishWord()
        }
        rest = rest.drop { "<>&|- \t".unicodeScalars.contains($0) }
        isRedirected = true
    }
}
