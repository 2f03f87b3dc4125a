import AstroAPI
import Kernel
import KernelTesting
import Places
import Testing

@testable import astro

@Suite("The plugins' sources")
struct PluginRulesTests {
    /// The sandbox plays a server, which has a clock and random values of its own.
    private let exempt = [
        "Sources/Plugins/Sandbox/Store/SandboxStore.swift", "Sources/AstroSandbox/RandomText.swift",
    ]

    @Test("keep all rules at once, as authors elsewhere test it")
    func together() async throws {
        let program = Program(.astro, version: "0.0.0", plugins: plugins)
        #expect(try await PluginRules(PlacesPlugin.self, in: program).problems() == [])
    }

    @Test("reach the outside world only through the context")
    func reach() throws {
        let found = try CodeBase.filesOfPlugins().flatMap { PluginSources.reach($0, exempt: exempt) }
        #expect(found == [])
    }

    @Test(
        "fail the check with a planted way around the context",
        arguments: [
            "import Glibc", "internal import Darwin", "print(1)", "if x { exit(2) }", "let now = Date()",
            "Date.now", "FileManager.default", "Foundation.FileManager.default", "x(ProcessInfo.processInfo)",
            "URLSession.shared", "let file = fopen(path, mode)", "socket(AF_INET, 1, 0)", "try await Task.sleep(1)",
            "LocalFileSystem()", "CommandLine.arguments", "getenv(name)", "let id = UUID().uuidString",
            "Int.random(in: 1...6)", "var source = SystemRandomNumberGenerator()",
        ])
    func plantedReach(line: String) {
        #expect(PluginSources.reach(SourceFile("Sources/Plugins/A/A.swift", "\n\(line)")).count == 1)
        #expect(PluginSources.reach(SourceFile(exempt[0], line), exempt: exempt) == [])
    }

    @Test(
        "pass the check with code that only looks like one",
        arguments: [
            "fingerprint(x)", "context.clock.now", "// print(1)", "let text = \"print(1)\"",
            "Date(timeIntervalSince1970: 0)",
            "context.files.read(path)", "struct Processing {}", "let x = \"\\\"print(\"", "func open() {}",
            "store.open()", "context.random.uuid()", "UUID(uuidString: text)",
        ])
    func innocent(line: String) {
        #expect(PluginSources.reach(SourceFile("Sources/Plugins/A/A.swift", line)) == [])
    }

    @Test("have a hint in every error with exit code 4")
    func hints() throws {
        let found = try CodeBase.filesOfPlugins().flatMap(PluginSources.hints)
        #expect(found == [])
    }

    @Test("fail the check with a planted error without a hint")
    func plantedHints() {
        let planted = SourceFile(
            "a",
            """
            // throw CommandError(.notFound, "a comment")
            func run() {
                throw CommandError(.notFound, "no \\(plant(1))")
                throw CommandError(.notFound, "no \\(plant(1))", hint: "list")
                throw CommandError(
                    .notFound, "no plant")
                throw CommandError(
                    .notFound, "no plant",
                    hint: list)
                throw CommandError(.failure, "it broke")
                let error = MyCommandError(.notFound, "another type")
            }
            """)
        #expect(
            PluginSources.hints(planted) == [
                "a:3: tells an error without a hint", "a:5: tells an error without a hint",
            ])
    }

    @Test("prompt only if a flag can answer in advance")
    func questions() throws {
        for plugin in try CodeBase.pluginFolders() {
            #expect(PluginSources.questions(try CodeBase.files(in: "Sources/Plugins/\(plugin)")) == [])
        }
    }

    @Test("fail the check with a planted prompt without a flag")
    func plantedQuestions() {
        let asking = SourceFile(
            "a",
            "try await output.confirm(\"Go?\", flag: \"--yes\")\nconfirm(question, flag: name)\nconfirm(question)")
        let declaring = SourceFile("b", "@Flag(\"y\", help: \"x\")\nvar yes = false")
        #expect(
            PluginSources.questions([asking]) == [
                "a:1: asks, but nothing here declares --yes", "a:2: asks and names no flag",
            ])
        #expect(PluginSources.questions([asking, declaring]) == ["a:2: asks and names no flag"])
    }
}
