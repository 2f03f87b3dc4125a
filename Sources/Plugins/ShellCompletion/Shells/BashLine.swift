/// A command line up to the cursor as bash splits it into words.
///
/// Nothing in it is ever expanded. Where that would be needed to know the words, there are none.
struct BashLine {
    /// A quote that is open at the cursor.
    enum Quote: Unicode.Scalar {
        case single = "'"
        case double = "\""
    }

    /// The whole words, without quotes and backslashes.
    private(set) var words: [String] = []
    /// The word at the cursor as it stands there.
    private(set) var rawWord = ""
    /// The word at the cursor without quotes and backslashes.
    private(set) var word = ""
    /// The quote that is open at the cursor.
    private(set) var quote: Quote?

    private var hasWord = false
    private var isRedirected = false

    /// Splits a line; nil if a substitution in it would have to be run first.
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
        // Bash itself completes where output goes to.
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

    /// The character after a backslash; a backslash at the cursor is one that is not finished.
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

    /// Leaves out a redirection such as `2>&1` or `> FILE`: it is no word of the command.
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
