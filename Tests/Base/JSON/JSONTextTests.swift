@testable import Base
import Testing

@Suite("JSON that passes through")
struct JSONTextTests {
    private func compact(_ text: String) -> String? {
        JSONText(parsing: text.utf8)?.text(indented: false, isVisible: false)
    }

    @Test(
        "keeps its text except for insignificant spaces",
        arguments: [
            "null", "true", "-0.0", "1.10", "1E+2", "123456789012345678901234567890", #""a\u00e9\n\"\\""#, #""ü🎉""#,
            "[]", "{}",
            #"{"b":1,"a":[true,{"c":null}],"b":2}"#, "[1,[2,[3]]]",
        ])
    func verbatim(text: String) {
        #expect(compact(text) == text)
        #expect(compact(" \n\t\r" + text + " ") == text)
    }

    @Test(
        "has the characters of its strings, whatever they combine with",
        arguments: ["", "a", "\u{301}a", "a\u{600}", "\u{301}", "\r\n", "\"\u{301}", "🎉\u{200D}"])
    func characters(text: String) {
        let quoted = JSONText(quoting: text)
        #expect(quoted.characters.map { Array($0.utf8) } == Array(text.utf8))
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") }) else { return }
        #expect(JSONText.string("\"\(text)\"").characters.map { Array($0.utf8) } == Array(text.utf8))
        #expect(JSONValue(quoted) == .string(text))
    }

    @Test(
        "is nil if it is malformed",
        arguments: [
            "", " ", "nul", "True", "01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "[1,]", "[,]", "{,}", "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}", "[1", "{\"a\":1", "]", "1 2", "\"a", "\"\u{1}\"", "\"\n\"", #""\x""#, #""\u12g4""#, #""\"#,
            "'a'",
        ])
    func malformed(text: String) {
        #expect(JSONText(parsing: text.utf8) == nil)
    }

    @Test("is nil if it is not UTF-8 or nested too deep")
    func limits() {
        #expect(JSONText(parsing: [0x22, 0xFF, 0x22]) == nil)
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(JSONText(parsing: nested(512).utf8) != nil)
        #expect(JSONText(parsing: nested(513).utf8) == nil)
        #expect(JSONText(parsing: nested(100_000).utf8) == nil)
    }

    @Test("returns the characters of a string")
    func characters() {
        #expect(JSONText(parsing: #""a\u00e9\n\/""#.utf8)?.characters == "aé\n/")
        #expect(JSONText(quoting: "\"\u{1B}\\").characters == "\"\u{1B}\\")
        #expect(JSONText(parsing: "1".utf8)?.characters == nil)
    }

    @Test("is indented for people, with terminal escapes made visible")
    func indented() {
        let value = JSONText(parsing: "{\"a\":[1,{}],\"b\":\"\u{7F}\u{202E}\"}".utf8)
        #expect(
            value?.text(indented: true, isVisible: true) == """
                {
                  "a": [
                    1,
                    {}
                  ],
                  "b": "\\u007f\\u202e"
                }
                """)
    }
}
