import Foundation
import Kernel
import Support
import Testing

@testable import astro

@Suite("The first screen")
struct HelpScreenTests {
    @Test(
        "fits 24 lines of 80 columns with a prompt below, and says where to start", arguments: [[], ["help"]])
    func size(words: [String]) async throws {
        let line =
            "python3 -c '\(Self.onTerminal)' astro \((words.isEmpty ? ["--help"] : words).joined(separator: " "))"
        let outcome = try await BuiltProgram().shell(line, extra: ["TERM": "dumb"])
        #expect(outcome.exitCode == 0)
        let lines = outcome.stdout.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count > 10 && lines.count <= 23, "mainCommands in AstroProgram.swift has fewer if it doesn't fit")
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

    @Test("has quick-start examples that run without a login")
    func quickStart() async throws {
        let program = try BuiltProgram()
        for line in ["astro help deployment token rotate", "astro --context sandbox organization token list"] {
            let outcome = try await program.shell(line)
            #expect(outcome.exitCode == 0)
            #expect(outcome.stdout != "" && outcome.stderr == "")
        }
    }

    @Test(
        "gives way to a suggestion for a command in the wrong group",
        arguments: [
            ("rotate", "token rotate"), ("deployment rotate", "deployment token rotate"),
            ("de ro TOKEN_ID --yes", "deployment token rotate"),
        ])
    func wrongPlace(line: String, command: String) async throws {
        let outcome = try await BuiltProgram().shell("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("hint: did you mean 'astro \(command)'"))
    }

    @Test("of every command fits 40 lines of 80 columns")
    func everyCommand() async throws {
        #expect(try await tooLong(in: astro.program) == [])
        // It has no `help` command, so that everything has to be on one page.
        #expect(try await tooLong(in: FeatureTree.program) == ["bed plant", "tool lend"])
    }

    /// The commands and groups whose help is longer than a tall terminal.
    private func tooLong(in program: Program) async throws -> [String] {
        var found: [String] = []
        for path in program.registry.shownPlaces().map({ $0.map(\.name) }) {
            let text = await GoldenTests().run(path + ["--help"], of: program, terminal: 80)
            if text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 > 40 {
                found.append(path.joined(separator: " "))
            }
        }
        return found
    }

    @Test("has examples that can be pasted from a narrow terminal")
    func examples() async throws {
        for path in [["deployment", "token", "rotate"], ["api"]] {
            let (narrow, wide) = (await screen(of: path, columns: 40), await screen(of: path, columns: 100))
            let joined = narrow.replacing(#/ \\\n +/#, with: " ")
            let examples = try #require(
                wide.replacing(#/ \\\n +/#, with: " ").firstMatch(of: #/\nExamples:\n((?: .*\n)+)/#)
            ).1
            let lines = examples.split(separator: "\n").filter { $0.hasPrefix("  astro ") }
            #expect(lines.count >= 2 && narrow.contains(" \\\n"))
            for line in lines { #expect(joined.contains("\n\(line)\n")) }
            // A word that is wider than the terminal has its own line.
            let tooWide = narrow.split(separator: "\n").filter { $0.count > 40 && $0.contains(#/[^ ] .* \\$/#) }
            #expect(tooWide == [])
        }
    }

    private func screen(of path: [String], columns: Int) async -> String {
        await GoldenTests().run(["help"] + path, of: astro.program, terminal: columns)
    }

    @Test("goes through the pager if it is longer than the window")
    func paged() async throws {
        var program = try BuiltProgram()
        program.variables = ["PAGER": "wc -l > \"$HOME/lines\""]
        let words = ["help", "deployment", "token", "rotate"]
        let outcome = try await PseudoTerminal().run(program.program(words), [])
        #expect(outcome.exitCode == 0 && outcome.kept == "")
        let lines = try String(contentsOf: program.home.appending(path: "lines"), encoding: .utf8)
        #expect(Int(lines.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 40)
        let short = try await PseudoTerminal().run(program.program(["version", "--help"]), [])
        #expect(short.kept.contains("Usage:"))
    }

    @Test("of a group is its help")
    func group() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.shell("astro deployment token")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout == (try await program.shell("astro help deployment token").stdout))
    }
}
