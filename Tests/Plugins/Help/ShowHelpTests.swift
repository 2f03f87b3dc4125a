import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import Help

@Suite("astro help")
struct ShowHelpTests {
    struct Grow: Command {
        static let configuration = CommandConfiguration(
            "grow", aliases: ["gr"], summary: "Let it grow", examples: [Example("grow fern", "Grow a fern")])
        @Argument("PLANT", help: "Which plant") var plant: String?
        func run(in context: Context) async throws {}
    }

    enum Plants: Plugin {
        static let manifest = PluginManifest("plants", summary: "Plants")
        static let mounts = [
            Mount(
                MountSegment("garden", summary: "What is fenced"),
                MountSegment("plant", aliases: ["pl"], summary: "What grows"), commands: [Grow.self])
        ]
    }

    let test = CommandTest(.astro, Plants.self, HelpPlugin.self)

    @Test("shows what --help shows of a group", arguments: ["", "garden", "garden plant"])
    func same(path: String) async throws {
        let byWord = try await test.run("help \(path)")
        #expect(byWord == (try await test.run("\(path) --help")))
        #expect(byWord.exitCode == .success && byWord.stdout.contains("Usage:") && byWord.stderr == "")
    }

    @Test(
        "shows everything about a command, unlike --help", arguments: ["garden pl gr", "help"])
    func whole(path: String) async throws {
        let whole = try await test.run("help \(path)").stdout
        let brief = try await test.run("\(path) --help").stdout
        for heading in ["Usage:", "Examples:", "Arguments:"] {
            #expect(whole.contains("\n\(heading)\n") && brief.contains("\n\(heading)\n"))
        }
        #expect(whole.contains("\nCommon flags:\n  -h, --help "))
        #expect(brief.contains("\nCommon flags: --context, "))
        #expect(brief.contains(", … ('astro help flags')\nRun 'astro help "))
    }

    @Test("shows the flags that every command has")
    func flags() async throws {
        let result = try await test.run("help flags")
        #expect(result.exitCode == .success)
        #expect(result.stdout.hasPrefix("Flags that every command has\n\nCommon flags:\n  -h, --help "))
        #expect(result.stdout.contains("--organization NAME_OR_ID"))
    }

    @Test("fails for an unknown command like running it does", arguments: ["grow", "garden plnt", "nonsense"])
    func unknown(path: String) async throws {
        let byWord = try await test.run("help \(path)")
        #expect(byWord == (try await test.run(path)))
        #expect(byWord.exitCode == .usage && byWord.stdout == "")
    }

    @Test("accepts no arguments of the command")
    func surplus() async throws {
        let result = try await test.run("help garden plant grow fern")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr == """
                error: 'fern' follows 'astro garden plant grow', which is a command already
                hint: astro help garden plant grow

                """)
    }

    @Test("ends quietly if its reader is gone")
    func closed() async throws {
        var test = test
        test.stdoutFailure = .closed
        #expect(try await test.run("help garden").exitCode == .success)
    }

    @Test("has valid declarations")
    func registry() { #expect(RegistryCheck(test.program.registry).problems() == []) }
}

private func == (left: CommandResult, right: CommandResult) -> Bool {
    left.exitCode == right.exitCode && left.stdout == right.stdout && left.stderr == right.stderr
}
