@testable import Base
import Foundation
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

    @Test(
        "are quoted so that a shell reads each text as one word",
        arguments: [
            "a b", "it's", "'", "a'\u{301}; touch x; '", "\"\u{301}$(id)", "`\u{301}id`", "$\u{301}", "!\u{301}",
            "\\\u{301}",
        ])
    func quoting(text: String) throws {
        for quoted in [ShellWords.argument(text), ShellWords.singleQuoted(text), ShellWords.quoted(text)] {
            #expect(ShellWords.split(quoted).map { Array($0.utf8) } == [Array(text.utf8)], "\(quoted)")
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            shell.arguments = ["-c", "printf %s \(quoted)"]
            let output = Pipe()
            shell.standardOutput = output
            try shell.run()
            let read = output.fileHandleForReading.readDataToEndOfFile()
            shell.waitUntilExit()
            #expect(read == Data(text.utf8), "\(quoted)")
        }
    }
}
