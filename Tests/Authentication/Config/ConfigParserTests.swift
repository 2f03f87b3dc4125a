@testable import Authentication
import Testing

@Suite("A config file")
struct ConfigParserTests {
    /// A file written by `astro config set` and `astro login` of the Go CLI.
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

    @Test("has case-insensitive keys")
    func caseOfKeys() throws {
        #expect(
            try value("Contexts:\n  Astronomer_IO:\n    ExpiresIn: x\n", "contexts", "astronomer_io", "expiresin")
                == "x")
        #expect(try value("context: x\n", "CONTEXT") == "x")
    }

    @Test(
        "has plain, single-quoted and double-quoted scalars",
        arguments: [
            ("a", "a"), ("a b", "a b"), ("  a  ", "a"), ("a # comment", "a"), ("a#b", "a#b"), ("a:b", "a:b"),
            ("http://x:1", "http://x:1"), ("'a'", "a"), ("'it''s'", "it's"), ("'#'", "#"), ("' a ' # comment", " a "),
            (#"'\n'"#, #"\n"#), (#""a""#, "a"), (#""a\tb\n\"\\\/\r\0""#, "a\tb\n\"\\/\r\0"),
            (#""\x41\u00e9\U0001F389""#, "Aé🎉"),
            ("\"# no comment\"", "# no comment"), (#""""#, ""), ("''", ""), ("~x", "~x"), ("-x", "-x"),
            ("1.50", "1.50"),
            ("ユニコード", "ユニコード"), (#""null""#, "null"),
        ])
    func scalars(text: String, expected: String) throws {
        #expect(try value("key: \(text)\n", "key") == expected)
    }

    @Test(
        "has no value for an empty key",
        arguments: ["", " ", "~", "null", "Null", "NULL", " # comment", "{}", "{ }", "[]"])
    func empty(text: String) throws {
        #expect(try value("key: \(text)\nnext: x\n", "key") == nil)
        #expect(try value("key: \(text)\nnext: x\n", "next") == "x")
    }

    @Test(
        "may be empty",
        arguments: [
            "", "\n", "# comment\n", "---\n", "\u{FEFF}", "\r\n", "  \n", "{}\n", "---\n...\n", "%YAML 1.1\n---\n",
            "--- {}\n",
        ])
    func nothing(text: String) throws {
        #expect(try ConfigParser.parse(text).content == .mapping([]))
    }

    @Test(
        "has values that continue on indented lines",
        arguments: [
            (" a\n  b", "a b"), (" a \n\n   b # c", "a\nb"), ("\n  a\n   b", "a b"), (" 'a\n  b'", "a b"),
            (" \"a\n\n  b\"", "a\nb"), (" \"a\\\n   b\"", "ab"), (" \"a \\\n   b\" # c", "a b"), ("\n  \"a\"", "a"),
            (" |\n  a\n   b\n\n  c", "a\n b\n\nc\n"), (" |-\n  a\n", "a"), (" |+\n  a\n", "a\n\n"),
            (" |1\n  a", " a\n"),
            (" >\n  a\n  b\n\n  c", "a b\nc\n"), (" >-\n  a\n   b\n  c", "a\n b\nc"), (" >-2 # c\n  # a\n", "# a"),
            (" |\n\n  a", "\na\n"), (" |", ""), ("\n  -x", "-x"),
        ])
    func severalLines(text: String, expected: String) throws {
        for ending in ["\n", "\r\n"] {
            let file = "key:\(text)\nnext: x\n".replacing("\n", with: ending)
            #expect(try value(file, "key") == expected, "\(file)")
            #expect(try value(file, "next") == "x")
        }
    }

    @Test("may start with a YAML directive and end with a document marker")
    func marks() throws {
        for text in ["%YAML 1.2 # c\n---\na: b\n", "--- # c\na: b\n...\n", "a: b\n... # c\n...\n# more\n"] {
            #expect(try value(text, "a") == "b")
        }
    }

    @Test("nested too deep is refused, without exhausting the stack")
    func depth() throws {
        let texts = [
            (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            "a:\n " + String(repeating: "- ", count: 100_000) + "x\n", "a: " + String(repeating: "[", count: 100_000),
            "a: [" + String(repeating: "{a: ", count: 100_000),
        ]
        for text in texts {
            let error = #expect(throws: ConfigSyntaxError.self) { try ConfigParser.parse(text) }
            #expect(error?.complaint == "is nested too deeply")
        }
    }

    @Test("has keys in quotes")
    func quotedKeys() throws {
        #expect(try value(#""a b": 1"#, "a b") == "1")
        #expect(try value("'a: b' : 1".replacing(" :", with: ":"), "a: b") == "1")
    }

    @Test(
        "has lists, which are kept as they are",
        arguments: [
            "list:\n  - a\n  - b: c\n    d: e\n", "list:\n- a\n- b\n", "list: [a, b]\n", "list:\n  -\n    a: b\n",
            "list: [a,\n b]\n", "list:\n  - |\n    a: b\n  - - {a: b}\n",
        ])
    func skipped(text: String) throws {
        #expect(try value(text + "after: x\n", "after") == "x")
        #expect(try value("outer:\n  before: y\n" + "after: x\n", "outer", "before") == "y")
    }

    @Test(
        "with unsupported syntax is refused with the line",
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
            ("a: \"x\" y\n", 1, "has text after a value"), (#"a: "\q""#, 1, "has an unknown escape in quotes"),
            (#"a: "\uD800""#, 1, "has an unknown escape in quotes"),
            (#"a: "\x4""#, 1, "has an unknown escape in quotes"),
            (#"a: "\x+4""#, 1, "has an unknown escape in quotes"),
            ("a: 1\n---\nb: 2\n", 2, "begins a second document"), ("a: 1\n...\nb: 2\n", 3, "begins a second document"),
            ("a: 1\n \t\n", 2, "has a tab beside a value"), ("a: 1\t# c\n", 1, "has a tab beside a value"),
            ("b: 1\na: b: c\n", 2, "has a second ': '"), ("a: - b\n", 1, "begins a list beside its key"),
            ("a: |3x\n", 1, "has an unknown mark"), ("%TAG ! x\n---\na: b\n", 1, "holds a directive"),
            ("%YAML 1.1\na: b\n", 2, "comes after a directive"), ("<<: a\n", 1, "has '<<' for a key"),
            ("? a\n: b\n", 1, "holds a key after '?'"), ("a: b\nc: 'd\n---\n'\n", 3, "ends the document"),
            ("a: [b\n", 2, "has a bracket that is not closed"), ("a: 1\nb: \u{2028}x\n", 2, "does not allow"),
            ("...\n", 1, "ends a document that was never started"), ("a: @b\n", 1, "needs quotes"),
            ("\"a\" b: 1\n", 1, "expected 'key: value'"),
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
