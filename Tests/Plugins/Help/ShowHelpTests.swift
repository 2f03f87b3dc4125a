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
        static let manifest = PluginManifest(
            "plants", summary: "Plants",
            mount: [
                MountSegment("garden", summary: "What is fenced"),
                MountSegment("plant", aliases: ["pl"], summary: "What grows"),
            ])
        static let commands: [any Command.Type] = [Grow.self]
    }

    let test = CommandTest(Plants.self, HelpPlugin.self)

    @Test("shows what --help shows", arguments: ["", "garden", "garden plant", "garden pl gr", "help"])
    func same(path: String) async throws {
        let byWord = try await test.run("help \(path)")
        #expect(byWord == (try await test.run("\(path) --help")))
        #expect(byWord.exitCode == .success && byWord.stdout.contains("Usage:") && byWord.stderr == "")
    }

    @Test("of what does not exist fails as running it does", arguments: ["grow", "garden plnt", "nonsense"])
    func unknown(path: String) async throws {
        let byWord = try await test.run("help \(path)")
        #expect(byWord == (try await test.run(path)))
        #expect(byWord.exitCode == .usage && byWord.stdout == "")
    }

    @Test("takes no arguments of the command")
    func surplus() async throws {
        let result = try await test.run("help garden plant grow fern")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr == """
                error: 'fern' follows 'astro garden plant grow', which is a command already
                hint: astro help garden plant grow

                """)
    }

    @Test("whose reader has seen enough ends quietly")
    func closed() async throws {
        var test = test
        test.stdoutFailure = .closed
        #expect(try await test.run("help garden").exitCode == .success)
    }

    @Test("is soundly declared")
    func registry() { #expect(RegistryCheck(test.program.registry).problems() == []) }
}

private func == (left: CommandResult, right: CommandResult) -> Bool {
    left.exitCode == right.exitCode && left.stdout == right.stdout && left.stderr == right.stderr
}
