@testable import Terminal
import Testing

@Suite("A line of CSV")
struct CSVWriterTests {
    @Test(
        "quotes what would break it, as RFC 4180 says",
        arguments: [
            ("a", "a"), ("", ""), (" a ", " a "), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""),
            ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("é,🎉", "\"é,🎉\""), (",\u{301}", "\",\u{301}\""),
            ("\"\u{301}", "\"\"\"\u{301}\""),
            ("a;b", "a;b"),
        ])
    func quoting(cell: String, expected: String) {
        #expect(CSVWriter.line([cell, "x"]) == expected + ",x\r\n")
    }

    @Test(
        "keeps a spreadsheet from running a cell as a formula",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "=\u{301}1"])
    func formulas(cell: String) {
        #expect(CSVWriter.line([cell]) == "'\(cell)\r\n")
    }

    @Test("keeps a spreadsheet from running a quoted cell as a formula")
    func quotedFormula() {
        #expect(CSVWriter.line(["=HYPERLINK(\"x\",\"y\")"]) == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n")
    }

    @Test("keeps a sign inside a cell")
    func inside() {
        #expect(CSVWriter.line(["a=b", "1-2"]) == "a=b,1-2\r\n")
    }
}
