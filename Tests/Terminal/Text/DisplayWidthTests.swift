@testable import Terminal
import Testing

@Suite("The display width of text")
struct DisplayWidthTests {
    @Test(
        "matches what terminals draw",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("a\u{300}\u{301}\u{302}", 1), ("あ", 2), ("漢字", 4),
            ("ｱ", 1),
            ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("🎉", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇨🇭", 2), ("❤", 1),
            ("❤️", 2),
            ("1️⃣", 2), ("→", 1), ("…", 1), ("\u{200B}", 0), ("a\u{200D}b", 2), ("ß", 1), ("Ж", 1), ("ا", 1), ("𝒳", 1),
            ("𠮷", 2), ("\u{3000}", 2), ("㉈", 2), ("❤️‍🔥", 2), ("🏴‍☠️", 2), ("🏳️‍🌈", 2), ("👨🏽‍💻", 2), ("⌚", 2), ("☺", 1),
            ("\u{1AFF0}", 2),
            ("नमस्ते", 4), ("ता", 2), ("กำ", 2), ("שָׁ", 1), ("\u{AC00}\u{11A8}", 2), ("\u{1161}", 0), ("\u{AD}", 1), ("🤌", 2),
        ])
    func widths(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        "can be limited by cutting between characters, with an ellipsis",
        arguments: [
            ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""), ("あい", 3, "あ…"),
            ("あい", 2, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"),
        ])
    func cut(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.truncate(text, to: columns) == expected)
    }

    @Test(
        "can be limited with a longer mark, which is itself cut to fit",
        arguments: [("abcdef", 5, "ab..."), ("abcd", 3, "..."), ("abcd", 2, ".."), ("abcd", 0, ""), ("ああ", 3, "...")])
    func longMark(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.truncate(text, to: columns, mark: "...") == expected)
    }
}
