import Testing

@testable import Kernel

@Suite("A dotenv file")
struct DotenvFileTests {
    func edited(_ text: String, to value: String = "new.Va-lue_1") throws -> String {
        var file = try DotenvFile(text)
        file.set("T", to: value)
        return file.text
    }

    @Test(
        "keeps every byte but the value",
        arguments: [
            ("T=old\n", "T=new.Va-lue_1\n"), ("T=old", "T=new.Va-lue_1"),
            ("export T=old # note\n", "export T=new.Va-lue_1 # note\n"),
            ("A=1\r\nT=old\r\n", "A=1\r\nT=new.Va-lue_1\r\n"), ("T=\n", "T=new.Va-lue_1\n"),
            ("  T = old  \n", "  T = new.Va-lue_1  \n"),
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
        "quotes what a shell would take apart",
        arguments: [
            ("a b", "T='a b'\n"), ("$x", "T='$x'\n"), ("it's", "T=\"it's\"\n"),
            ("a'`$\"\\", "T=\"a'\\`\\$\\\"\\\\\"\n"), ("#x", "T='#x'\n"),
        ])
    func quotes(value: String, expected: String) throws {
        #expect(try edited("", to: value) == expected)
    }

    @Test(
        "with a quote that is not closed is refused with its line",
        arguments: ["A=1\nB='x\nT=old\n", "A=1\nT=\"x\\\"\n"])
    func openQuote(text: String) {
        let error = #expect(throws: CommandError.self) { try DotenvFile(text) }
        #expect(error?.message.contains("line 2") == true)
    }
}
