@testable import Base
@testable import Delivery
import Testing

@Suite("A dotenv file")
struct DotenvFileTests {
    func edited(_ text: String, to value: String = "new.Va-lue_1") throws -> String {
        String(decoding: try DotenvFile(Array(text.utf8)).setting("T", to: value), as: UTF8.self)
    }

    @Test(
        "keeps every byte except the value",
        arguments: [
            ("T=old\n", "T=new.Va-lue_1\n"), ("T=old", "T=new.Va-lue_1"),
            ("export T=old # note\n", "export T=new.Va-lue_1 # note\n"),
            ("A=1\r\nT=old\r\n", "A=1\r\nT=new.Va-lue_1\r\n"), ("T=\n", "T=new.Va-lue_1\n"),
            ("T='o#ld' # x\n", "T='new.Va-lue_1' # x\n"), ("T=\"o\\\"ld\"\nB=2\n", "T=\"new.Va-lue_1\"\nB=2\n"),
            ("A='T=no\nT=no'\nT=old\n", "A='T=no\nT=no'\nT=new.Va-lue_1\n"),
            ("#T=no\nT=old\n", "#T=no\nT=new.Va-lue_1\n"),
            ("T=a\nB=1\nT=b\n", "T=new.Va-lue_1\nB=1\nT=new.Va-lue_1\n"), ("T=a#b\n", "T=new.Va-lue_1\n"),
            ("TT=1\nXT=2\nT.x=3\n", "TT=1\nXT=2\nT.x=3\nT=new.Va-lue_1\n"), ("A=1", "A=1\nT=new.Va-lue_1\n"),
            ("", "T=new.Va-lue_1\n"), ("A=1\r\n", "A=1\r\nT=new.Va-lue_1\r\n"),
            ("T='multi\nline'\nB=2\n", "T='new.Va-lue_1'\nB=2\n"),
        ])
    func bytes(text: String, expected: String) throws {
        #expect(try edited(text) == expected)
    }

    @Test(
        "is read like a shell does, with quotes, operators, comments and other variables",
        arguments: [
            ("T='a'b\"c\"d # x\n", "T='new.Va-lue_1' # x\n"), ("T=a'b c'\n", "T=new.Va-lue_1\n"),
            ("T=\"old\"; B=2\n", "T=\"new.Va-lue_1\"; B=2\n"), ("T=old;B=2\n", "T=new.Va-lue_1;B=2\n"),
            ("T=old B=2\n", "T=new.Va-lue_1 B=2\n"), ("A=1 T=old\n", "A=1 T=new.Va-lue_1\n"),
            ("export\tT=old\t# it's\n", "export\tT=new.Va-lue_1\t# it's\n"), ("\tT=old\n", "\tT=new.Va-lue_1\n"),
            ("export A=1 T=old B=2\n", "export A=1 T=new.Va-lue_1 B=2\n"),
            ("export \"T=old\"\n", "export T=\"new.Va-lue_1\"\n"), ("T= # none\n", "T=new.Va-lue_1 # none\n"),
            ("declare -x T=old\n", "declare -x T=new.Va-lue_1\n"), ("readonly T=old\n", "readonly T=new.Va-lue_1\n"),
            ("T=a\\\nb\nB=2\n", "T=new.Va-lue_1\nB=2\n"), ("T=$(a 'b\nT=c')\n", "T=new.Va-lue_1\n"),
            ("T=\"$(a \"b\")\" B=\"x\nT=y\"\n", "T=\"new.Va-lue_1\" B=\"x\nT=y\"\n"),
            ("B=\"x\nT=y\"\n", "B=\"x\nT=y\"\nT=new.Va-lue_1\n"), ("A=1;T=old\n", "A=1;T=new.Va-lue_1\n"),
            ("T=old && A=1\n", "T=new.Va-lue_1 && A=1\n"), ("T=old; # x\n", "T=new.Va-lue_1; # x\n"),
        ])
    func shell(text: String, expected: String) throws {
        #expect(try edited(text) == expected)
    }

    @Test(
        "is read like other tools do if a shell would not set the variable",
        arguments: [
            ("  T = old  \n", "  T=new.Va-lue_1  \n"), ("export T =old\n", "export T=new.Va-lue_1\n"),
            ("T= old\n", "T=new.Va-lue_1\n"), ("T=two words # x\n", "T=new.Va-lue_1 # x\n"),
            ("T=<your token here>\nB=2\n", "T=new.Va-lue_1\nB=2\n"), ("T=<<token>>\n", "T=new.Va-lue_1\n"),
            ("T=it's\nB=2\n", "T=new.Va-lue_1\nB=2\n"), ("T=a(b)\n", "T=new.Va-lue_1\n"),
            ("T=5\" pipe\n", "T=new.Va-lue_1\n"),
            ("B=O'Brien\nT=old\n", "B=O'Brien\nT=new.Va-lue_1\n"), ("B=:)\nT=old\n", "B=:)\nT=new.Va-lue_1\n"),
            ("T=\"$(a\"\nB=2\n", "T=\"new.Va-lue_1\"\nB=2\n"), ("T='old' junk\n", "T='new.Va-lue_1'\n"),
        ])
    func otherReaders(text: String, expected: String) throws {
        #expect(try edited(text) == expected)
        #expect(try edited(expected) == expected)
    }

    @Test(
        "gets one more line if a shell might not see the value",
        arguments: [
            ("\u{FEFF}T=old\nB=2\n", "\u{FEFF}T=new.Va-lue_1\nB=2\n"), ("unset T\n", "unset T\n"),
            ("T=a\nT+=b\n", "T=new.Va-lue_1\nT+=b\n"), ("T=a | cat\n", "T=new.Va-lue_1 | cat\n"),
            ("[ $A ] && T=old\n", "[ $A ] && T=new.Va-lue_1\n"),
            ("if a; then T=old; fi\n", "if a; then T=new.Va-lue_1; fi\n"),
            ("(T=old)\n", "(T=new.Va-lue_1)\n"), ("f() {\nT=old\n}\n", "f() {\nT=new.Va-lue_1\n}\n"),
            ("T=x export B=2\n", "T=new.Va-lue_1 export B=2\n"), ("T=a?b=c&d=e\n", "T=new.Va-lue_1&d=e\n"),
            ("A='it\nT=old\n'\n", "A='it\nT=old\n'\n"),
            ("case a in\na) T=b;;\nesac\n", "case a in\na) T=new.Va-lue_1;;\nesac\n"),
        ])
    func certainty(text: String, changed: String) throws {
        let expected = changed + "T=new.Va-lue_1\n"
        #expect(try edited(text) == expected)
        #expect(try edited(expected) == expected)
    }

    @Test("may have bytes that are not UTF-8, and keeps them")
    func bytes() throws {
        let latin: [UInt8] = Array("# gr".utf8) + [0xFC, 0xDF] + Array("e\nT=old\n".utf8)
        let expected: [UInt8] = Array("# gr".utf8) + [0xFC, 0xDF] + Array("e\nT=new\n".utf8)
        #expect(try DotenvFile(latin).setting("T", to: "new") == expected)
    }

    @Test(
        "quotes values that a shell would split",
        arguments: [
            ("a b", "T='a b'\n"), ("$x", "T='$x'\n"), ("it's", "T=\"it's\"\n"),
            ("a'`$\"\\", "T=\"a'\\`\\$\\\"\\\\\"\n"), ("#x", "T='#x'\n"), ("", "T=\n"),
            ("'\u{301}x", "T=\"'\u{301}x\"\n"), ("~/x", "T='~/x'\n"),
        ])
    func quotes(value: String, expected: String) throws {
        #expect(try edited("", to: value) == expected)
    }

    @Test("uses single quotes if double quotes would need a backslash")
    func backslashes() throws {
        #expect(try edited("T=\"old\"\n", to: "a$b") == "T='a$b'\n")
        #expect(try edited("T=\"old\"\n", to: "a b") == "T=\"a b\"\n")
    }

    @Test(
        "with an ambiguous value is refused with its line",
        arguments: [
            ("A=1\nB='x\nT=old\n", "line 2 of the dotenv file has a quote"),
            ("A=1\nT=\"x\\\"\n", "line 2 of the dotenv file has a quote"),
            ("A=1\ncat <<END\nT=old\nEND\n", "line 2 of the dotenv file has a here-document"),
            ("A=1\\", "line 1 of the dotenv file ends with a backslash"),
            ("T=(a b)\n", "sets T to a list"), ("T\0=\n", "not text"),
        ])
    func refused(text: String, words: String) {
        let error = #expect(throws: CommandError.self) { try edited(text) }
        #expect(error?.message.contains(words) == true)
    }

    @Test("with endless nesting is refused")
    func nested() throws {
        let deep = String(repeating: "$(", count: 100_000)
        #expect(try edited("B=\(deep)\nT=old\n") == "B=\(deep)\nT=new.Va-lue_1\n")
        let parentheses = String(repeating: "(", count: 100_000)
        _ = try edited("B=$\(parentheses)\nT=old\n")
    }
}
