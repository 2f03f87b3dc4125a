@testable import Base
@testable import Delivery
import Testing

@Suite("A command that runs without a shell")
struct CommandWordsTests {
    @Test(
        "is split like a shell does",
        arguments: [
            ("tee '|'", ["tee", "|"]), ("tee \"a > b\"", ["tee", "a > b"]),
            (#"tee \| \; a\ b"#, ["tee", "|", ";", "a b"]),
            ("sh -c 'tee x | cat'", ["sh", "-c", "tee x | cat"]), (#"sh -c "kill -9 $$""#, ["sh", "-c", "kill -9 $$"]),
            (#"/bin/bash -c "cat > $HOME/x""#, ["/bin/bash", "-c", "cat > $HOME/x"]),
            (#"ssh host "cat > \$x; echo \`a\`""#, ["ssh", "host", "cat > $x; echo `a`"]),
            (
                "vault kv put -mount=secret astro/ci token=-",
                ["vault", "kv", "put", "-mount=secret", "astro/ci", "token=-"]
            ),
            ("curl --form 'value=<-' https://h/p?a=b", ["curl", "--form", "value=<-", "https://h/p?a=b"]),
            ("tee 'a*' x#y a=b a$ %s ^x", ["tee", "a*", "x#y", "a=b", "a$", "%s", "^x"]),
            ("  tee x \n\n", ["tee", "x"]), ("tee \\\n x", ["tee", "x"]), ("tee x\r\n", ["tee", "x"]),
            (#"tee "a\nb" "a\"b""#, ["tee", #"a\nb"#, #"a"b"#]), (#"printf "5\$ {{.ID}}""#, ["printf", "5$ {{.ID}}"]),
            ("docker inspect {{.ID}} --format={}", ["docker", "inspect", "{{.ID}}", "--format={}"]),
        ])
    func words(line: String, words: [String]) throws {
        #expect(try CommandWords.of(line) == words)
    }

    @Test(
        "is refused if it needs a shell, with the equivalent shell command",
        arguments: [
            ("tee x | cat", "'|'"), ("tee x|cat", "'|'"), ("cat > x", "'>'"), ("cat >x", "'>'"), ("cat >> x", "'>>'"),
            ("cat 2>&1", "'>&'"), ("cat < x", "'<'"), ("true && cat", "'&&'"), ("cat || true", "'||'"),
            ("cat; ls", "';'"),
            ("cat &", "'&'"), ("(cat)", "'('"), ("tee $(date)", "'$(date)'"), ("tee `date`", "'`date`'"),
            ("tee $HOME/x", "'$HOME'"), ("tee ${HOME}", "'${HOME}'"), ("tee $1", "'$1'"),
            ("tee \"$HOME/x\"", "'\"$HOME/x\"'"),
            ("tee \"`date`\"", "'\"`date`\"'"), ("tee $'a'", "'$'a''"), ("tee *.txt", "'*.txt'"),
            ("tee file?", "'file?'"),
            ("tee f[ab]", "'f[ab]'"), ("tee {a,b}", "'{a,b}'"), ("tee ~/x", "'~/x'"), ("tee ~", "'~'"),
            ("tee x # note", "'# note'"),
            ("A=1 cat", "'A=1'"), ("! cat", "'!'"), ("cat\nls", "a line break"), ("cat <<< x", "'<<<'"),
            ("echo 'it'\"'\"'s' | cat", "'|'"), ("cat | awk '!/x/'", "'|'"),
        ])
    func shellSyntax(line: String, syntax: String) throws {
        let error = #expect(throws: CommandError.self) { try CommandWords.of(line) }
        #expect(error?.exitCode == .usage)
        #expect(error?.message.contains("\(syntax) in '\(line)' needs a shell") == true, "\(error?.message ?? "")")
        let hint = try #require(error?.hint.flatMap(HintWriter(ProgramNames("astro")).text))
        // When the terminal's shell interprets the hint, the resulting command runs exactly the line.
        let given = ShellWords.split(hint)
        #expect(given.count == 2)
        #expect(given[0] == "--to-command")
        #expect(try CommandWords.of(given[1]) == ["sh", "-c", line])
    }

    @Test(
        "is refused with an open quote or bracket, or without a program",
        arguments: ["tee 'x", "tee \"x", "tee $(x", "tee x\\", " ", "\n"])
    func incomplete(line: String) {
        let error = #expect(throws: CommandError.self) { try CommandWords.of(line) }
        #expect(error?.exitCode == .usage)
    }
}
