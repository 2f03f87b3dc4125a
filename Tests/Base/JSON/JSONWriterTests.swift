@testable import Base
import Foundation
import Testing

@Suite("JSON")
struct JSONWriterTests {
    func text(_ value: JSONValue) -> String { JSONWriter.text(of: value, indented: false) }

    @Test(
        "writes every value as the standard requires",
        arguments: [
            (JSONValue.null, "null"), (.bool(false), "false"), (.integer(.min), "-9223372036854775808"),
            (.number(0.1), "0.1"), (.number(1e20), "1e+20"), (.number(.nan), "null"), (.number(.infinity), "null"),
            (.string("a\"b\\c/d"), #""a\"b\\c/d""#), (.string("\n\r\t\u{8}\0"), #""\n\r\t\u0008\u0000""#),
            (.string("\u{7F}\u{9B}\u{202E}\u{2028}"), #""\u007f\u009b\u202e\u2028""#), (.string("é🎉"), "\"é🎉\""),
            (.string("a\u{E0041}\u{200B}b\u{200D}👩‍👧"), #""a\udb40\udc41\u200bb\u200d👩‍👧""#),
            (.array([]), "[]"), (.object([]), "{}"), (.array([1, [2], ["a": 3]]), #"[1,[2],{"a":3}]"#),
        ])
    func values(value: JSONValue, expected: String) {
        #expect(text(value) == expected)
    }

    @Test("keeps the order of keys, and Foundation can read it")
    func order() throws {
        #expect(text(["z": 1, "a": 2, "m": 3]) == #"{"z":1,"a":2,"m":3}"#)
    }

    @Test(
        "is read back as the same text", arguments: ["", "\u{1B}[0m", "a\u{301}", "👩‍👩‍👧", "\u{FEFF}x", "\u{FFFF}", "\"\\"])
    func roundTrip(text: String) throws {
        let json = Data(self.text(.array([.string(text)])).utf8)
        #expect(try JSONDecoder().decode([String].self, from: json) == [text])
    }

    @Test("is indented by two spaces per level")
    func indented() {
        #expect(
            JSONWriter.text(of: ["a": [1, ["b": []]], "c": [:]], indented: true) == """
                {
                  "a": [
                    1,
                    {
                      "b": []
                    }
                  ],
                  "c": {}
                }
                """)
    }
}
