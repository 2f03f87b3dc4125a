import Base

/// The width of text on a terminal, in columns.
package enum DisplayWidth {
    /// Returns the columns that `text` takes, with wide and combining characters counted as terminals draw them.
    package static func of(_ text: String) -> Int {
        if PrintableASCII.isAll(text) || text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// Returns the longest start of `text` that fits into `columns`, with a mark if something was cut.
    package static func truncate(_ text: String, to columns: Int, mark: String = Glyphs.unicode.ellipsis) -> String {
        guard of(text) > columns else { return text }
        let mark = String(mark.prefix(max(columns, 0)))
        var result = ""
        var used = mark.count
        for character in text {
            used += of(character)
            guard used <= columns else { break }
            result.append(character)
        }
        return result + mark
    }

    /// Returns the columns of one user-perceived character: two for an emoji, even if it is joined from several.
    private static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let base = scalars.first else { return 0 }
        if isZeroWidth(base) { return 0 }
        if scalars.count == 1 { return isWide(base) ? 2 : 1 }
        let isPicture = base.properties.isEmojiPresentation || scalars.contains { $0 == "\u{FE0F}" || $0 == "\u{20E3}" }
        if isPicture { return 2 }
        // Scripts such as Devanagari join letters into one character, each of which is still drawn.
        return scalars.reduce(0) { $0 + (isZeroWidth($1) ? 0 : isWide($1) ? 2 : 1) }
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        // The vowels and finals of Hangul syllables are drawn into the square of their initial.
        if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return true }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        // Some signs of Arabic and related scripts are in that category, but drawn.
        case .format: scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{AD}"
        default: false
        }
    }

    /// The ranges that Unicode's East Asian Width table calls wide, and the emoji that are drawn two columns wide.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x1100 { return false }
        if scalar.properties.isEmojiPresentation { return true }
        return wideRanges.contains { $0.contains(scalar.value) }
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F90C...0x1F93A,
        0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
