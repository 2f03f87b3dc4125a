import Base

extension ArgumentSchema {
    /// Returns the usage of a command: `platctl garden water [PLANT] [FLAGS]`.
    package func usage(of line: String) -> String {
        let required = definitions.filter { $0.isRequired && !$0.isPositional }
        let options = required.map { "--\($0.name) \($0.valueName)" }
        let (last, first) = (positionals.filter(\.isPassedOn), positionals.filter { !$0.isPassedOn })
        return ([line] + first.map(\.placeholder) + options + ["[FLAGS]"] + last.map(\.placeholder))
            .joined(separator: " ")
    }

    /// Returns the visible options and flags, under their headings.
    package var shownSections: [Section] {
        sections.map { section in
            Section(title: section.title, definitions: section.definitions.filter { !$0.isPositional && $0.isShown })
        }.filter { !$0.definitions.isEmpty }
    }

    /// Returns the rules between the arguments, a sentence each.
    package var ruleSentences: [String] {
        rules.map { rule in
            let sentence = sentence(of: rule)
            return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
        }
    }
}

extension ArgumentDefinition {
    /// The usage of the argument: `-n, --name NAME`, or `NAME`.
    package var term: String {
        if isPositional { return valueName }
        let inverted = form == .flag(isInvertible: true) ? "[no-]" : ""
        return (short.map { "-\($0), " } ?? "") + "--\(inverted)\(name)\(takesValue ? " \(valueName)" : "")"
    }

    /// The place of a positional in a usage line: `PLANT`, `[MORE…]` or `[-- COMMAND…]`.
    fileprivate var placeholder: String {
        let name = (isPassedOn ? "-- " : "") + valueName + (isRepeatable ? "…" : "")
        return isRequired ? name : "[\(name)]"
    }

    /// The same with room for a short name, so that long names are aligned.
    var paddedTerm: String { isPositional || short != nil ? term : "    " + term }

    /// The help with all remarks.
    package var meaning: String {
        remarks.isEmpty ? help : "\(help) (\(remarks.joined(separator: "; ")))"
    }

    /// The same from long to short: fewer remarks, then only the first clause of its help.
    ///
    /// The possible values are in all of them: nobody can guess those.
    package var wordings: [String] {
        let values = allowedValues.isEmpty ? "" : " (\(allowedValues.joined(separator: ", ")))"
        let clause = help.firstClause
        return [meaning, help + values, clause + values]
    }

    private var remarks: [String] {
        var remarks: [String] = []
        if !allowedValues.isEmpty { remarks.append(allowedValues.joined(separator: ", ")) }
        if let rule { remarks.append(rule) }
        if let defaultText { remarks.append("default: \(defaultText)") }
        if let environment { remarks.append("$\(environment.name)") }
        switch source {
        case .word: break
        case .wordOrFile: remarks.append("or @PATH, or - for stdin")
        case .file: remarks.append("as @PATH, or - for stdin")
        }
        if isPassedOn { remarks.append("everything after --") }
        if isRepeatable { remarks.append(isRequired ? "one or more" : "may be repeated") }
        return remarks
    }
}

extension String {
    /// The first paragraph, or the first sentence if the paragraph is long: two or three lines of a terminal.
    var beginning: String {
        let newline = UInt8(ascii: "\n")
        let paragraph = beginning(before: { $0 == newline && $1 == newline }) ?? self
        guard paragraph.utf8.count > 240,
            let sentence = paragraph.beginning(before: { $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: " ") })
        else { return paragraph }
        return sentence + "."
    }

    /// The text before the first semicolon, period or colon that is followed by a space.
    fileprivate var firstClause: String {
        beginning(before: {
            $1 == UInt8(ascii: " ") && ($0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":"))
        })
            ?? self
    }

    /// The text before the first two bytes of a kind; nil if there are none.
    ///
    /// In one pass over bytes: the indices of a string cost several times as much, for each flag of a page.
    private func beginning(before isEnd: (UInt8, UInt8) -> Bool) -> String? {
        let bytes = Array(utf8)
        guard bytes.count > 1, let end = (0..<bytes.count - 1).first(where: { isEnd(bytes[$0], bytes[$0 + 1]) })
        else { return nil }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
