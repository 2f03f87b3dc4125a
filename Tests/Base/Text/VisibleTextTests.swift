@testable import Base
@testable import Terminal
@testable import Kernel
import Testing

@Suite("Invisible characters")
struct VisibleTextTests {
    @Test(
        "are shown as escapes, whatever is next to them",
        arguments: [
            0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028,
            0x202A, 0x202E, 0x2060, 0x2061, 0x2064, 0x2066, 0x2069, 0x206A, 0x206F, 0x2800, 0x3164, 0xE000, 0xF8FF,
            0xFDD0, 0xFDEF, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xFFFE,
            0xFFFF, 0x16FE4, 0x1BCA0, 0x1D159, 0x1D173, 0x1D17A, 0x1FFFE, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0080,
            0xE0100, 0xE01EF, 0xE0FFF, 0xF0000, 0x10FFFF,
        ])
    func escaped(number: UInt32) throws {
        let scalar = Character(try #require(Unicode.Scalar(number)))
        let escape = "\\u{\(String(number, radix: 16))}"
        #expect(VisibleText.escaping("prod\(scalar)") == "prod\(escape)")
        #expect(VisibleText.escaping("\(scalar)prod") == "\(escape)prod")
        #expect(VisibleText.escaping("1\(scalar)a") == "1\(escape)a")
        #expect(DisplayWidth.of(VisibleText.escaping("a\(scalar)b")) == escape.count + 2)
    }

    @Test(
        "are kept where emoji and scripts need them",
        arguments: [
            "👩‍👩‍👧‍👦", "❤️", "❤️‍🔥", "👨🏽‍💻", "🏳️‍🌈", "🏴‍☠️", "1️⃣", "#️⃣", "☎︎", "©️", "🇨🇭", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "می‌خواهم", "ه‍ه",
            "क्‍ष", "क्‍", "क्‌ष", "র‌্য", "ශ්‍රී", "ന്‍", "葛󠄀", "ᠠ᠋", "⠓⠀⠊", "ក្រ", "é", "e\u{301}", "ß", "漢字", "한", "\u{1112}\u{1161}",
            "שָׁלוֹם", "\u{600}\u{661}", "a\u{A0}b", "\u{3000}", "\u{FFFD}", "→…❯",
        ])
    func left(text: String) {
        #expect(VisibleText.escaping(text).unicodeScalars.map(\.value) == text.unicodeScalars.map(\.value))
        #expect(!VisibleText.hasUnsafe(text))
    }

    @Test(
        "are shown as escapes where their neighbors do not need them",
        arguments: [
            ("a\u{200D}b", #"a\u{200d}b"#), ("👩\u{200D}", #"👩\u{200d}"#), ("👩\u{200D}a", #"👩\u{200d}a"#),
            ("1\u{200D}2", #"1\u{200d}2"#), ("1\u{FE0F}", #"1\u{fe0f}"#),
            ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}" + #"\u{fe0f}"#),
            ("م\u{200C}", #"م\u{200c}"#), ("م\u{200C}\u{200C}ی", #"م\u{200c}\u{200c}ی"#),
            ("م\u{200C}a", #"م\u{200c}a"#),
            ("م\u{200D}", #"م\u{200d}"#), ("🏴\u{E0061}\u{E0062}", #"🏴\u{e0061}\u{e0062}"#),
            ("漢\u{FE0F}", #"漢\u{fe0f}"#),
            ("a\u{E0100}", #"a\u{e0100}"#), ("a\u{180B}", #"a\u{180b}"#), ("\u{2800}\u{2800}", #"\u{2800}\u{2800}"#),
            ("👩\u{E0067}", #"👩\u{e0067}"#), ("\u{200D}👩", #"\u{200d}👩"#),
        ])
    func needless(text: String, shown: String) {
        let escaped = VisibleText.escaping(text)
        // As scalars: Swift takes texts for equal that are composed in different ways.
        #expect(escaped.unicodeScalars.elementsEqual(shown.unicodeScalars), "\(escaped)")
    }

    @Test("are escapes in JSON and YAML, which readers undo, and never bare in YAML")
    func machineFormats() {
        let text = "a\u{3164}\u{E0041}"
        #expect(JSONWriter.text(of: .string(text), indented: false) == #""a\u3164\udb40\udc41""#)
        #expect(YAMLWriter.text(of: .string(text)) == #""a\u3164\U000e0041""# + "\n")
    }
}
