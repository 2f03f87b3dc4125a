import Kernel
import Testing

@Suite("A config file")
struct ConfigParserTests {
    /// What `astro config set` and `astro login` of the Go CLI leave behind.
    static let written = """
        # written by another program
        cloud:
          api:
            port: "443"
            protocol: https
            ws_protocol: wss
        container:
          engine: ""
        context: astronomer.io
        contexts:
          astronomer_io:
            domain: astronomer.io
            expiresin: "2026-03-25T12:41:15-05:00"
            last_used_workspace: cwsp1
            organization: corg1
            organization_product: HOSTED
            refreshtoken: v1.Mr-abc
            token: Bearer eyJ.a.b
            user_email: ada@example.com
            workspace: cwsp1
          localhost:
            domain: localhost
        local:
          core: http://localhost:8888
        upgrade_message: "true"

        """

    func value(_ text: String, _ path: String...) throws -> String? {
        try ConfigParser.parse(text).scalar(at: path)
    }

    @Test(
        "of the Go CLI is read",
        arguments: [
            (["context"], "astronomer.io"), (["cloud", "api", "port"], "443"), (["cloud", "api", "protocol"], "https"),
            (["container", "engine"], ""), (["contexts", "astronomer_io", "token"], "Bearer eyJ.a.b"),
            (["contexts", "astronomer_io", "expiresin"], "2026-03-25T12:41:15-05:00"),
            (["contexts", "localhost", "domain"], "localhost"), (["local", "core"], "http://localhost:8888"),
            (["upgrade_message"], "true"),
        ])
    func goConfig(path: [String], expected: String) throws {
        for text in [Self.written, Self.written.replacing("\n", with: "\r\n"), "\u{FEFF}" + Self.written] {
            #expect(try ConfigParser.parse(text).scalar(at: path) == expected)
        }
    }

    @Test("has keys without regard to case, in the file and in the question")
    func caseOfKeys() throws {
        #expect(
            try value("Contexts:\n  Astronomer_IO:\n    ExpiresIn: x\n", "contexts", "astronomer_io", "expiresin")
                == "x")
        #expect(try value("context: x\n", "CONTEXT") == "x")
    }

    @Test(
        "has scalars, bare and in either kind of quotes",
        arguments: [
            ("a", "a"), ("a b", "a b"), ("  a  ", "a"), ("a # comment", "a"), ("a#b", "a#b"), ("a: b", "a: b"),
            ("http://x:1", "http://x:1"), ("'a'", "a"), ("'it''s'", "it's"), ("'#'", "#"), ("' a ' # comment", " a "),
            (#"'\n'"#, #"\n"#), (#""a""#, "a"), (#""a\tb\n\"\\\/\r\0""#, "a\tb\n\"\\/\r\0"),
            (#""\x41\u00e9\U0001F389""#, "Aé🎉"),
            ("\"# no comment\"", "# no comment"), (#""""#, ""), ("''", ""), ("~x", "~x"), ("-", "-"), ("1.50", "1.50"),
            ("ユニコード", "ユニコード"), (#""null""#, "null"),
        ])
    func scalars(text: String, expected: String) throws {
        #expect(try value("key: \(text)\n", "key") == expected)
    }

    @Test(
        "has nothing where nothing is written",
        arguments: ["", " ", "~", "null", "Null", "NULL", " # comment", "{}", "{ }", "[]"])
    func empty(text: String) throws {
        #expect(try value("key: \(text)\nnext: x\n", "key") == nil)
        #expect(try value("key: \(text)\nnext: x\n", "next") == "x")
    }

    @Test("may be empty", arguments: ["", "\n", "# comment\n", "---\n", "\u{FEFF}", "\r\n", " \t \n"])
    func nothing(text: String) throws {
        #expect(try ConfigParser.parse(text).content == .mapping([]))
    }

    @Test("has keys in quotes")
    func quotedKeys() throws {
        #expect(try value(#""a b": 1"#, "a b") == "1")
        #expect(try value("'a: b' : 1".replacing(" :", with: ":"), "a: b") == "1")
    }

    @Test(
        "has lists and block scalars, which are kept and not looked into",
        arguments: [
            "list:\n  - a\n  - b: c\n    d: e\n", "list:\n- a\n- b\n", "list: [a, b]\n", "list:\n  -\n    a: b\n",
            "text: |\n  a: b\n\n  c\n", "text: >-\n    folded\n",
        ])
    func skipped(text: String) throws {
        #expect(try value(text + "after: x\n", "after") == "x")
        #expect(try value("outer:\n  before: y\n" + "after: x\n", "outer", "before") == "y")
    }

    @Test(
        "that is beyond this reader is refused with the line",
        arguments: [
            ("a: 1\n\tb: 2\n", 2, "is indented with a tab"), ("a:\n  \tb: 2\n", 2, "is indented with a tab"),
            ("a: 1\nb\n", 2, "expected 'key: value'"), ("a: 1\n\n# x\nb:c\n", 4, "expected 'key: value'"),
            ("- a\n", 1, "expected 'key: value'"), ("a: 1\n  b: 2\n", 2, "is indented more than expected"),
            ("a:\n    b: 1\n  c: 2\n", 3, "is indented more than expected"),
            ("  a: 1\nb: 2\n", 2, "is indented less than the lines before it"),
            ("a: 1\nA: 2\n", 2, "sets 'a' a second time"), ("a:\n  b: 1\n  b: 2\n", 3, "sets 'b' a second time"),
            ("a: &x 1\n", 1, "holds an anchor, alias or tag"), ("a: *x\n", 1, "holds an anchor, alias or tag"),
            ("a: !!str 1\n", 1, "holds an anchor, alias or tag"), ("a: {b: 1}\n", 1, "holds a mapping in braces"),
            ("a: \"x\n", 1, "has a quote that is not closed"), ("a: 'x\n", 1, "has a quote that is not closed"),
            ("a: \"x\" y\n", 1, "has text after a quoted value"), (#"a: "\q""#, 1, "has an unknown escape in quotes"),
            (#"a: "\uD800""#, 1, "has an unknown escape in quotes"),
            (#"a: "\x4""#, 1, "has an unknown escape in quotes"),
            (#"a: "\x+4""#, 1, "has an unknown escape in quotes"),
            ("a: 1\n---\nb: 2\n", 2, "begins a second document"), ("\"a\" b: 1\n", 1, "expected 'key: value'"),
        ])
    func refused(text: String, line: Int, complaint: String) throws {
        do {
            _ = try ConfigParser.parse(text)
            Issue.record("was read")
        } catch {
            #expect(error.line == line)
            #expect(error.complaint.contains(complaint), "\(error.complaint)")
        }
    }
}
