import Testing

@testable import ShellCompletion

@Suite("A line up to the cursor, as bash splits it")
struct BashLineTests {
    @Test(
        "has words without quotes, and the one at the cursor unchanged",
        arguments: [
            ("a b c", ["a", "b"], "c", "c"), ("a b ", ["a", "b"], "", ""),
            (#"a 'b c' d\ e"#, ["a", "b c"], "d e", #"d\ e"#),
            (#"a "b\"c" "" x"#, ["a", #"b"c"#, ""], "x", "x"), (#"a --n="x y"#, ["a"], "--n=x y", #"--n="x y"#),
            (#"a 'it'\''s"#, ["a"], "it's", #"'it'\''s"#), (#"a "\n$x"#, ["a"], #"\n$x"#, #""\n$x"#),
            ("a b\u{301} é", ["a", "b\u{301}"], "é", "é"), (#"a b\"#, ["a"], "b", #"b\"#), ("", [], "", ""),
        ])
    func words(line: String, words: [String], word: String, raw: String) throws {
        let found = try #require(BashLine(line))
        #expect(found.words == words)
        #expect(found.word == word)
        #expect(found.rawWord == raw)
    }

    @Test("knows which quote is open at the cursor", arguments: [("a 'b", "'"), ("a \"b", "\""), ("a 'b'", nil)])
    func quote(line: String, quote: Unicode.Scalar?) throws {
        #expect(try #require(BashLine(line)).quote?.rawValue == quote)
    }

    @Test("leaves out redirections", arguments: ["a 2>&1 b c", "a >f b c", "a > 'f g' b c", "a &>f b c", "a b <f c"])
    func redirections(line: String) throws {
        let found = try #require(BashLine(line))
        #expect(found.words + [found.word] == ["a", "b", "c"])
    }

    @Test(
        "is nil if its words depend on running or expanding something",
        arguments: ["a $(b) c", "a `b` c", #"a "$(b)" c"#, #"a "`b"#, "a $'b' c", "a > f"])
    func unknowable(line: String) { #expect(BashLine(line) == nil) }
}
