import Testing

@Suite("The plugins' sources")
struct PluginRulesTests {
    @Test("touch the world through the context alone")
    func reach() throws {
        let found = try CodeBase.files(in: "Sources/Plugins").flatMap(PluginRules.reach)
        #expect(found == [])
    }

    @Test(
        "with a way around the context planted are found out",
        arguments: [
            "import Glibc", "internal import Darwin", "print(1)", "if x { exit(2) }", "let now = Date()",
            "Date.now", "FileManager.default", "Foundation.FileManager.default", "x(ProcessInfo.processInfo)",
            "URLSession.shared", "let file = fopen(path, mode)", "socket(AF_INET, 1, 0)", "try await Task.sleep(1)",
            "LocalFileSystem()", "CommandLine.arguments", "getenv(name)",
        ])
    func plantedReach(line: String) {
        #expect(PluginRules.reach(SourceFile("Sources/Plugins/A/A.swift", "\n\(line)")).count == 1)
        #expect(PluginRules.reach(SourceFile("Sources/Plugins/Sandbox/Store/SandboxStore.swift", line)) == [])
    }

    @Test(
        "may use what only looks like one",
        arguments: [
            "fingerprint(x)", "context.clock.now", "// print(1)", "let text = \"print(1)\"",
            "Date(timeIntervalSince1970: 0)",
            "context.files.read(path)", "struct Processing {}", "let x = \"\\\"print(\"", "func open() {}",
            "store.open()",
        ])
    func innocent(line: String) {
        #expect(PluginRules.reach(SourceFile("Sources/Plugins/A/A.swift", line)) == [])
    }

    @Test("tell what to type next where something is not there")
    func hints() throws {
        let found = try CodeBase.files(in: "Sources/Plugins").flatMap(PluginRules.hints)
        #expect(found == [])
    }

    @Test("with an error that leaves people alone are found out")
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
            PluginRules.hints(planted) == ["a:3: tells an error without a hint", "a:5: tells an error without a hint"])
    }

    @Test("ask nothing that no flag of the plugin answers beforehand")
    func questions() throws {
        for plugin in try CodeBase.pluginFolders() {
            #expect(PluginRules.questions(try CodeBase.files(in: "Sources/Plugins/\(plugin)")) == [])
        }
    }

    @Test("with a question that no flag answers are found out")
    func plantedQuestions() {
        let asking = SourceFile(
            "a",
            "try await output.confirm(\"Go?\", flag: \"--force\")\nconfirm(question, flag: name)\nconfirm(question)")
        let declaring = SourceFile("b", "@Flag(\"f\", help: \"x\")\nvar force = false")
        #expect(
            PluginRules.questions([asking]) == [
                "a:1: asks, but nothing here declares --force", "a:2: asks and names no flag",
            ])
        #expect(PluginRules.questions([asking, declaring]) == ["a:2: asks and names no flag"])
    }
}
