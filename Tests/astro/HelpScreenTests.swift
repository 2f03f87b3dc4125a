import Testing

@Suite("The first screen")
struct HelpScreenTests {
    @Test(
        "fits into 24 lines of 80 columns with a prompt below it, and tells where to begin", arguments: [[], ["help"]])
    func size(words: [String]) async throws {
        let line =
            "python3 -c '\(Self.onTerminal)' astro \((words.isEmpty ? ["--help"] : words).joined(separator: " "))"
        let outcome = try await BuiltProgram().shell(line, extra: ["TERM": "dumb"])
        #expect(outcome.exitCode == 0)
        let lines = outcome.stdout.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count > 10 && lines.count <= 23)
        #expect(lines.filter { $0.count > 80 } == [])
        let start = try #require(lines.firstIndex(of: "Start here:"))
        #expect(lines[start + 1].hasPrefix("  astro help COMMAND "))
        #expect(lines[start + 2].hasPrefix("  astro --context sandbox "))
    }

    /// Runs a program in a terminal of 24 lines of 80 columns.
    private static let onTerminal = """
        import fcntl, os, pty, struct, sys, termios
        pid, end = pty.fork()
        if pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
            os.execvp(sys.argv[1], sys.argv[1:])
        while True:
            try: data = os.read(end, 4096)
            except OSError: break
            if not data: break
            os.write(1, data)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """

    @Test("has lines to begin with that run without a login")
    func beginnings() async throws {
        let program = try BuiltProgram()
        for line in ["astro help deployment token rotate", "astro --context sandbox organization token list"] {
            let outcome = try await program.shell(line)
            #expect(outcome.exitCode == 0)
            #expect(outcome.stdout != "" && outcome.stderr == "")
        }
    }

    @Test(
        "is not needed to find a command that was looked for in the wrong place",
        arguments: ["rotate", "token rotate", "deployment rotate", "de ro TOKEN_ID --force"])
    func wrongPlace(line: String) async throws {
        let outcome = try await BuiltProgram().shell("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("hint: did you mean 'astro deployment token rotate'"))
    }

    @Test("of a group without a verb is its help")
    func group() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.shell("astro deployment token")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout == (try await program.shell("astro help deployment token").stdout))
    }
}
