import Foundation
import Testing

/// The effect of TAB in each shell, for lines that need no server.
@Suite("TAB in a real shell", .enabled(if: InteractiveShell.areThere))
struct ShellCompletionTests {
    let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    @Test("completes commands, flags, values and files", arguments: InteractiveShell.allCases)
    func unique(shell: InteractiveShell) async throws {
        try "x".write(to: program.home.appending(path: "one file"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(
            at: program.home.appending(path: "folder"), withIntermediateDirectories: false)
        let cases = [
            ("astro dep", "astro deployment "),
            ("astro --json de to ro", "astro --json de to rotate "),
            ("astro version --verb", "astro version --verbosity "),
            ("astro version --verbosity d", "astro version --verbosity debug "),
            ("astro version --verbosity=d", "astro version --verbosity=debug "),
            ("astro version -oy", "astro version -oyaml "),
            ("astro help dep", "astro help deployment "),
            ("astro help sandbox se", "astro help sandbox serve "),
            ("astro help fl", "astro help flags "),
            ("astro context switch sand", "astro context switch sandbox "),
            ("astro config get loc", "astro config get local.core "),
            ("astro deployment token create --role=D", "astro deployment token create --role=DEPLOYMENT_ADMIN "),
            ("astro deployment token rotate --to-file o", #"astro deployment token rotate --to-file one\ file "#),
            ("astro deployment token rotate --to-file=o", #"astro deployment token rotate --to-file=one\ file "#),
            ("astro docs man --output-dir f", "astro docs man --output-dir folder/"),
            ("astro 'dep", "astro 'deployment' "),
            ("astro \"dep", "astro \"deployment\" "),
        ]
        let lines = try await shell.lines(cases.map(\.0), in: program)
        for (line, expected) in zip(lines, cases) { #expect(line == expected.1, "\(expected.0)") }
    }

    @Test("lists candidates, with descriptions if the shell shows them", arguments: InteractiveShell.allCases)
    func list(shell: InteractiveShell) async throws {
        let lines = [
            "astro deployment token ", "astro version --no-", "astro version -", "astro help organization token ",
        ]
        let shown = try await shell.tab(lines, in: program).map(\.shown)
        for name in ["rotate", "create", "list", "workspace-token"] { #expect(shown[0].contains(name)) }
        for name in ["--no-header", "--no-color", "--no-input"] { #expect(shown[1].contains(name)) }
        #expect(!shown[1].contains("--timeout"))
        #expect(shown[2].contains("--verbosity") && shown[2].contains("-o"))
        #expect(shown[3].contains("roles"))
        #expect(shown[0].contains("Replace a token's value") == (shell != .bash))
    }

    @Test("continues a list of fields", arguments: InteractiveShell.allCases)
    func fields(shell: InteractiveShell) async throws {
        let lines = try await shell.lines(
            ["astro deployment token list --fields desc", "astro deployment token list --fields id,des"], in: program)
        // Fish adds a space after the only candidate.
        let space = shell == .fish ? " " : ""
        #expect(
            lines == [
                "astro deployment token list --fields description\(space)",
                "astro deployment token list --fields id,description\(space)",
            ])
        let shown = try await shell.tab(["astro deployment token list --fields=id,"], in: program)[0].shown
        #expect(shown.contains("shortToken"))
    }

    @Test("completes at the cursor, even in the middle of the line", arguments: InteractiveShell.allCases)
    func middle(shell: InteractiveShell) async throws {
        let back = String(repeating: "\u{1B}[D", count: 6)
        let answers = try await shell.type(
            [InteractiveShell.Typed(keys: "args depl --json\(back)\u{1B}[D\t", isRun: true)], in: program)
        #expect(answers[0].line == ["deployment", "--json"])
    }

    @Test("works for the program under another path", arguments: InteractiveShell.allCases)
    func path(shell: InteractiveShell) async throws {
        let bin = program.home.appending(path: "bin dir")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            at: bin.appending(path: "astro"), withDestinationURL: BuiltProgram.executable)
        let lines = try await shell.lines(
            ["./bin\\ dir/astro ver", "~/bin\\ dir/astro ver", "./nowhere/astro ver"], in: program)
        #expect(lines == ["./bin\\ dir/astro version ", "~/bin\\ dir/astro version ", "./nowhere/astro version "])
    }

    @Test(
        "offers, says and runs nothing if the line is wrong", arguments: InteractiveShell.allCases)
    func wrong(shell: InteractiveShell) async throws {
        let wrong = [
            "astro version --bogus --", "astro nonsense ", "astro version surplus -", "astro version --json=",
            "astro -- dep", "astro deployment token create --expiration ", "astro deployment token rotate --name \"x",
            "astro $(touch hostile) dep", "astro `touch hostile` dep", "astro \"$(touch hostile)",
            "astro version --fields ",
            "astro version --output json --output", "astro deployment token create --role 'x y",
        ].filter { line in
            // Backquotes have no meaning in fish, and zsh itself expands the word at the cursor on TAB.
            !(shell == .fish && line.contains("`")) && !(shell == .zsh && line.hasSuffix("hostile)"))
        }
        let answers = try await shell.tab(wrong, in: program)
        for (line, answer) in zip(wrong, answers) where !["--json=", "--fields "].contains(where: line.hasSuffix) {
            #expect(answer.line == [line])
            #expect(!answer.shown.contains("error"), "\(answer.shown)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.home.appending(path: "hostile").path()))
    }

    @Test("offers nothing, silently, if the config is malformed", arguments: InteractiveShell.allCases)
    func malformed(shell: InteractiveShell) async throws {
        let folder = program.home.appending(path: ".astro")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let config = folder.appending(path: "config.yaml")
        try "\tbroken: [\n".write(to: config, atomically: true, encoding: .utf8)
        let lines = [
            "astro --context ", "astro config get ", "astro deployment token list --deployment ", "astro vers",
        ]
        let answers = try await shell.tab(lines, in: program)
        #expect(answers.map { $0.line.joined() } == Array(lines.dropLast()) + ["astro version "])
        #expect(answers.allSatisfy { !$0.shown.contains("error") })
        #expect(try String(contentsOf: config, encoding: .utf8) == "\tbroken: [\n")
    }
}
