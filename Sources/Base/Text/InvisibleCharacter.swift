/// Characters that draw nothing, but change or join their neighbors in emoji and in some scripts.
///
/// Elsewhere they only make two different texts look the same.
enum InvisibleCharacter {
    static let nonJoiner: UInt32 = 0x200C
    static let joiner: UInt32 = 0x200D
    static let blankBraille: UInt32 = 0x2800
    static let tags: ClosedRange<UInt32> = 0xE0020...0xE007F

    /// Returns whether the invisible character at an index has an effect there.
    static func isNeeded(at index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
        guard let before = scalars[..<index].last else { return false }
        let after = scalars[index...].dropFirst().first
        switch scalars[index].value {
        case joiner:
            // A half form of an Indic script may end a word.
            return isHalant(before) || isJoinedEmoji(before, after) || isInJoiningScript(before, after)
        case nonJoiner: return isInJoiningScript(before, after)
        case 0x180B...0x180F: return mongolian.contains(before.value)
        case 0xFE0E: return isPicture(before)
        case 0xFE0F: return isPicture(before) || before.properties.isEmoji && after == "\u{20E3}"
        case 0xFE00...0xFE02:
            return before.properties.isIdeographic || [0x1000...0x109F, 0xA840...0xA877].has(before.value)
        case 0xE0100...0xE01EF: return before.properties.isIdeographic
        case blankBraille:
            return [before, after].contains { $0.map { (0x2801...0x28FF).contains($0.value) } ?? false }
        case tags: return isOfFlag(index, scalars)
        default: return false
        }
    }

    /// Unicode counts a digit as an emoji, too, but it is one only in a keycap.
    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.isEmoji
    }

    private static func isJoinedEmoji(_ before: Unicode.Scalar, _ after: Unicode.Scalar?) -> Bool {
        guard let after, isPicture(after) else { return false }
        return isPicture(before) || before.value == 0xFE0F
    }

    private static func isHalant(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass.rawValue == 9
    }

    private static func isInJoiningScript(_ before: Unicode.Scalar, _ after: Unicode.Scalar?) -> Bool {
        guard let after else { return false }
        return [before, after].allSatisfy { scalar in
            joiningScripts.has(scalar.value) && (scalar.properties.isAlphabetic || isMark(scalar))
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: !scalar.properties.isDefaultIgnorableCodePoint
        default: false
        }
    }

    private static let mongolian: ClosedRange<UInt32> = 0x1820...0x18AA

    /// The scripts whose letters change shape next to each other: Arabic and similar ones, and the Indic scripts.
    private static let joiningScripts: [ClosedRange<UInt32>] = [
        0x0600...0x077F, 0x07C0...0x07FF, 0x0840...0x0DFF, 0x0F00...0x109F, 0x1780...0x18AF, 0x1A20...0x1BFF,
        0x1CD0...0x1CFF, 0xA800...0xA82F, 0xA840...0xA8FF, 0xA980...0xA9FF, 0xAA00...0xAA7F, 0xAAE0...0xAAFF,
        0xABC0...0xABFF, 0xFB50...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x10A5F, 0x10AC0...0x10AFF,
        0x10D00...0x10D3F, 0x10F30...0x10FDF, 0x11000...0x11FFF, 0x1E900...0x1E95F,
    ]

    /// The flags that are written with tags and have a glyph: England, Scotland and Wales.
    private static let flags = ["gbeng", "gbsct", "gbwls"].map { name in
        [0x1F3F4] + name.utf8.map { 0xE0000 + UInt32($0) } + [0xE007F]
    }

    private static func isOfFlag(_ index: String.Index, _ scalars: String.UnicodeScalarView) -> Bool {
        guard let start = scalars[..<index].lastIndex(where: { !tags.contains($0.value) }) else { return false }
        let run = [scalars[start].value] + scalars[start...].dropFirst().map(\.value).prefix { tags.contains($0) }
        return flags.contains(run)
    }
}

extension [ClosedRange<UInt32>] {
    fileprivate func has(_ value: UInt32) -> Bool { contains { $0.contains(value) } }
}
