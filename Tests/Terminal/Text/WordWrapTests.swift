import Testing

@testable import Terminal

@Suite("Lines that are too long for a terminal")
struct WordWrapTests {
    let wrap = WordWrap(width: 20)

    @Test(
        "break between words",
        arguments: [
            ("one two three four five", "one two three four\nfive"),
            ("a-word-that-is-wider-than-a-line stands alone", "a-word-that-is-wider-than-a-line\nstands alone"),
            ("says 'deploy it now' once", "says 'deploy it now'\nonce"),
            ("it says 'deploy it now', once", "it says\n'deploy it now',\nonce"),
            ("it isn't clear that one can't break here", "it isn't clear that\none can't break here"),
            ("'a quotation that is longer than a line'", "'a quotation that is\nlonger than a line'"),
            ("'never closed and too long", "'never closed and\ntoo long"),
            ("部署 部署 部署 部署 部署", "部署 部署 部署 部署\n部署"), ("", ""),
        ])
    func words(text: String, broken: String) {
        #expect(wrap.wrapped(text, after: "", hanging: 0) == broken)
    }

    @Test("leave room for the text before them, with a hanging indent")
    func hanging() {
        #expect(
            wrap.wrapped("one two three four five", after: "--x  ", hanging: 5) == "--x  one two three\n     four five")
        #expect(
            wrap.wrapped("one two three", after: "\u{1B}[1mx:\u{1B}[0m ", used: 15, hanging: 0).hasSuffix(
                "one\ntwo three"))
    }

    @Test("of a shell can be pasted: flags keep their values, and quotes stay whole")
    func shell() {
        let line = "astro rotate --name 'CI deploy of all' --yes TOKEN"
        #expect(
            wrap.continued(line) == """
                astro rotate \\
                    --name 'CI deploy of all' \\
                    --yes TOKEN
                """)
        #expect(wrap.continued("short --yes", margin: "  ") == "  short --yes")
        #expect(wrap.continued("astro rotate --yes", used: 6) == "astro rotate \\\n    --yes")
    }
}
