@testable import Authentication
import Testing

@Suite("Editing a config file")
struct ConfigDocumentTests {
    func edited(_ text: String, _ path: String..., to value: String) throws -> String {
        var document = try ConfigDocument(text)
        try document.set(value, at: path)
        #expect(document.value(at: path) == value)
        return document.text
    }

    @Test(
        "keeps a value's quotes and the rest of its line",
        arguments: [
            ("a: b\n", "c", "a: c\n"), ("a:   b   # note\n", "c", "a:   c   # note\n"),
            ("a: \"b\" # \"note\"\n", "c", "a: \"c\" # \"note\"\n"), ("a: 'b'\n", "it's", "a: 'it''s'\n"),
            ("a: 'b'\n", "x\ny", "a: \"x\\ny\"\n"), ("a: b\n", "true", "a: \"true\"\n"),
            ("a: true\n", "false", "a: false\n"), ("a: 443\n", "80", "a: 80\n"), ("a: b\n", "80", "a: \"80\"\n"),
            ("a: \"443\"\n", "80", "a: \"80\"\n"), ("a:\n", "b", "a: b\n"), ("a: # note\n", "b", "a: b # note\n"),
            ("a: ~\n", "b", "a: b\n"), ("a: null # note\n", "b", "a: b # note\n"), ("a: b", "c", "a: c"),
            ("\"a\": b\n", "c", "\"a\": c\n"), ("A: b\n", "c", "A: c\n"), ("a: b\r\nc: d\r\n", "x", "a: x\r\nc: d\r\n"),
            ("\u{FEFF}a: b\n", "c", "\u{FEFF}a: c\n"), ("a: b\n", "x # y", "a: \"x # y\"\n"),
            ("a: b\n", "x: y", "a: \"x: y\"\n"), ("a: b\n", "", "a: \"\"\n"),
            ("a: b\n", "2026-03-25T12:41:15Z", "a: \"2026-03-25T12:41:15Z\"\n"),
            ("a: b\n  c # d\n", "x", "a: x # d\n"), ("a: 'b\n  c' # d\n", "x", "a: 'x' # d\n"),
            ("a:\n  b\n", "x", "a:\n  x\n"),
            ("a: |- # d\n  b\n\n  c\n\ne: f\n", "x", "a: x # d\n\ne: f\n"), ("a: >\n  b", "x", "a: x\n"),
            ("a: b\n", "Bearer eyJ.a-b_c", "a: Bearer eyJ.a-b_c\n"), ("a: b\n", "\u{1B}[2J", "a: \"\\u001b[2J\"\n"),
        ])
    func replaced(text: String, value: String, expected: String) throws {
        #expect(try edited(text, "a", to: value) == expected)
    }

    @Test(
        "adds a missing key below its parent, indented like its neighbors",
        arguments: [
            ("", "a.b: x", "a:\n  b: x\n"), ("z: 1\n", "a: x", "z: 1\na: x\n"), ("z: 1", "a: x", "z: 1\na: x"),
            ("a:\n    c: 1\nz: 2\n", "a.b: x", "a:\n    c: 1\n    b: x\nz: 2\n"),
            ("a:\n    c: 1\nz: 2\n", "w.b: x", "a:\n    c: 1\nz: 2\nw:\n    b: x\n"),
            ("a:\nz: 2\n", "a.b: x", "a:\n  b: x\nz: 2\n"), ("a: {}\nz: 2\n", "a.b: x", "a: \n  b: x\nz: 2\n"),
            ("# top\n\nz: 1\n# end\n", "a: x", "# top\n\nz: 1\na: x\n# end\n"), ("# only\n", "a: x", "# only\na: x\n"),
            ("{}\n", "a: x", "\na: x\n"), ("---\n...\n", "a: x", "---\na: x\n...\n"),
            ("z: 1\n...\n", "a: x", "z: 1\na: x\n...\n"), ("a:\n  {}\nz: 2\n", "a.b: x", "a:\n  \n  b: x\nz: 2\n"),
            ("z: b\n  c\n", "a: x", "z: b\n  c\na: x\n"), ("z: 'b\n  c'\ny: 1\n", "a: x", "z: 'b\n  c'\ny: 1\na: x\n"),
            ("---\nz: 1\n", "a: x", "---\nz: 1\na: x\n"), ("a:\r\n  c: 1\r\n", "a.b: x", "a:\r\n  c: 1\r\n  b: x\r\n"),
            (
                "a:\n  c: |\n    text\n    # text, too\n\nz: 2\n", "a.b: x",
                "a:\n  c: |\n    text\n    # text, too\n\n  b: x\nz: 2\n"
            ),
            ("a:\n  - c\n", "z: x", "a:\n  - c\nz: x\n"), ("a:\n- |\n  # text\n", "z: x", "a:\n- |\n  # text\nz: x\n"),
            ("a:\n  c: 1 # note\n  # more\n", "a.b: x", "a:\n  c: 1 # note\n  # more\n  b: x\n"),
        ])
    func added(text: String, setting: String, expected: String) throws {
        let parts = setting.split(separator: ": ").map(String.init)
        var document = try ConfigDocument(text)
        try document.set(parts[1], at: parts[0].split(separator: ".").map(String.init))
        #expect(document.text == expected)
    }

    @Test("changes nothing if the value is already there")
    func unchanged() throws {
        #expect(try edited("a:   'b'  # c\n", "a", to: "b") == "a:   'b'  # c\n")
    }

    @Test(
        "removes a key with its children, and nothing else",
        arguments: [
            ("a: 1\nb: 2\n", "a", "b: 2\n"), ("a:\n  b: 1\n  # note\n  c: 2\nz: 3\n", "a", "z: 3\n"),
            ("a:\n  b: 1\n  c: 2\n", "a.b", "a:\n  c: 2\n"), ("a:\n  b: 1\nz: 2\n", "a.b", "a:\nz: 2\n"),
            ("a: 1\nb: 2", "b", "a: 1\n"), ("a: |\n  text\n\nz: 1\n", "a", "z: 1\n"), ("a: 1\n", "b", "a: 1\n"),
            ("a: 1\n", "a.b", "a: 1\n"), ("# c\na: 1\n", "a", "# c\n"),
        ])
    func removed(text: String, path: String, expected: String) throws {
        var document = try ConfigDocument(text)
        try document.remove(path.split(separator: ".").map(String.init))
        #expect(document.text == expected)
    }

    @Test(
        "refuses an edit that would lose something, and names the line",
        arguments: [
            ("x: 1\na:\n  b: 1\n", "a", 2), ("a: [1, 2]\n", "a", 1), ("a:\n  - 1\n", "a", 1), ("a: |\n  x\n", "a.b", 1),
            ("x: 1\na: |\n  text", "b", 1),
            ("a: b\n", "a.c", 1), ("a: [1]\n", "a.c", 1),
        ])
    func refused(text: String, path: String, line: Int) throws {
        var document = try ConfigDocument(text)
        do {
            try document.set("x", at: path.split(separator: ".").map(String.init))
            Issue.record("was edited: \(document.text)")
        } catch {
            #expect(error.line == line)
            #expect(document.text == text)
        }
    }

    @Test("accepts keys that need quotes")
    func oddKeys() throws {
        #expect(try edited("", "a b: c", to: "x") == "\"a b: c\": x\n")
    }

    @Test("edits a large file quickly enough")
    func large() throws {
        let text = (0..<20_000).map { "key\($0): \"some value of this key\" # note\n" }.joined()
        #expect(try edited(text, "key15000", to: "x").utf8.count == text.utf8.count - 21)
    }
}
