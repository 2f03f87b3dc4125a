@testable import Terminal
/// Text that nobody would write, the same in every run.
struct RandomText {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Text that is difficult for formats, terminals and spreadsheets.
    private static let pieces = [
        "\"", "'", ",", ";", "\n", "\r", "\r\n", "\t", "\\", "=", "+", "-", "@", "=1+1", "-5", " ", "", "#", ":", ": ",
        "- ", "{", "}", "[", "]", "&", "*", "!", "|", ">", "%", "`", "~", "null", "true", "no", "1e3", "0x1F", "12:30",
        "\u{0}", "\u{7}", "\u{8}", "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{7F}", "\u{85}", "\u{9B}31m", "\u{AD}",
        "e\u{301}",
        "\u{301}\u{302}\u{303}", "\u{5D0}\u{5B8}", "\u{627}\u{644}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{200D}",
        "\u{200B}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "漢字", "ｶﾞ", "한", "नमस्ते", "👩‍👩‍👧‍👦", "🇨🇭",
        "\u{E0041}", "\u{FE0F}", "\u{115F}", "\u{3164}", "\u{2060}", "\u{E0100}", "\u{F0000}", "می\u{200C}خواهم",
        "1\u{FE0F}",
        "❤️", "1️⃣", "👍🏽", "\u{1F1E6}", "\u{10FFFF}", "plain", "words here",
    ]

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func text() -> String {
        (0..<number(0...8)).reduce(into: "") { text, _ in
            if number(0...3) == 0 {
                text.unicodeScalars.append(scalar())
            } else {
                text += Self.pieces.randomElement(using: &random) ?? ""
            }
        }
    }

    mutating func row(of count: Int) -> [String] { (0..<count).map { _ in text() } }

    private mutating func scalar() -> Unicode.Scalar {
        let highest: UInt32 = number(0...1) == 0 ? 0xFF : 0x10FFFF
        return Unicode.Scalar(UInt32.random(in: 0...highest, using: &random)) ?? "\u{FFFD}"
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
