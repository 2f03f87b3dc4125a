@testable import Base
import Testing

@Suite("The words of a shell line")
struct ShellWordsTests {
    @Test(
        "are split as a shell does",
        arguments: [
            ("", []), ("  ", []), ("a b", ["a", "b"]), ("a\t b\n", ["a", "b"]), ("'a b' c", ["a b", "c"]),
            (#""a 'b'""#, ["a 'b'"]), ("a''b", ["ab"]), ("'' \"\"", ["", ""]), (#"a\ b"#, ["a b"]),
            (#"'a\b'"#, [#"a\b"#]), (#""a\"b""#, [#"a"b"#]), ("--name='CI deploy'", ["--name=CI deploy"]),
            ("'open", ["open"]),
        ])
    func split(line: String, words: [String]) {
        #expect(ShellWords.split(line) == words)
    }
}
