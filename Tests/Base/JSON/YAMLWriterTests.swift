@testable import Base
import Testing

@Suite("YAML")
struct YAMLWriterTests {
    @Test(
        "leaves text unquoted that every reader takes for text",
        arguments: ["a", "Apple pie", "a/b.c", "c1234", "DEPLOYMENT_ADMIN", "CI-deploy", "é", "りんご", "e5", "truely"])
    func bare(text: String) {
        #expect(YAMLWriter.text(of: .string(text)) == text + "\n")
    }

    @Test(
        "quotes text that some reader takes for another type or for punctuation",
        arguments: [
            "", " ", " a", "a ", "true", "True", "YES", "no", "On", "off", "y", "N", "null", "Null", "~", "nan", ".nan",
            "inf", "-inf", ".inf", "infinity", "Infinity", "1", "-1", "+1", "1.5", "1e3", "0x1f", "0o7", "1_000",
            "12:30:45",
            "2026-03-01", "2026-03-01T00:00:00Z", "-", "- a", "?", ":", "a: b", "a:", "a #b", "#a", "*a", "&a", "!a",
            "%a",
            "@a", "`a", "|", ">", "{a", "[a", "]", ",", "'a'", "---", "...", "<<", "=",
        ])
    func quoted(text: String) {
        #expect(YAMLWriter.text(of: .string(text)) == "\"\(text)\"\n")
    }

    @Test(
        "escapes special characters in quotes",
        arguments: [
            ("a\"b", #""a\"b""#), (#"a\b"#, #""a\\b""#), ("a\nb", #""a\nb""#), ("a\tb", #""a\tb""#),
            ("\u{1B}", #""\u001b""#),
            ("\u{85}", #""\u0085""#), ("🎉", "\"🎉\""),
        ])
    func escapes(text: String, expected: String) {
        #expect(YAMLWriter.text(of: .string(text)) == expected + "\n")
    }

    @Test("quotes keys by the same rules")
    func keys() {
        #expect(YAMLWriter.text(of: ["a": 1, "yes": 2, "a b": 3, "1": 4]) == "a: 1\n\"yes\": 2\na b: 3\n\"1\": 4\n")
    }

    @Test(
        "writes other scalars as JSON does",
        arguments: [(JSONValue.null, "null"), (.bool(true), "true"), (.integer(-5), "-5"), (.number(1.5), "1.5")])
    func scalars(value: JSONValue, expected: String) {
        #expect(YAMLWriter.text(of: value) == expected + "\n")
    }

    @Test("starts a list item on the line of its dash, at every depth")
    func nesting() {
        let value: JSONValue = [
            "list": [["a": 1, "b": ["c": [["d": 2, "e": 3], []]]], "x", [1, [2, 3]], [:]], "empty": [], "none": [:],
        ]
        #expect(
            YAMLWriter.text(of: value) == """
                list:
                  - a: 1
                    b:
                      c:
                        - d: 2
                          e: 3
                        - []
                  - x
                  - - 1
                    - - 2
                      - 3
                  - {}
                empty: []
                none: {}

                """)
    }
}
