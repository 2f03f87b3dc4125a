import Kernel
import KernelTesting
import Sandbox
import Testing
import Tokens
import Version

@Suite("The hints of a program with another name and fewer plugins")
struct CustomProgramHintTests {
    /// The program of Examples/custom-cli, without its own plugin.
    var test: CommandTest {
        var test = CommandTest()
        test.program = Program(
            name: "custom", version: "1.0.0", plugins: [TokensPlugin.self, SandboxPlugin.self, VersionPlugin.self])
        test.allowsWriting = true
        return test
    }

    @Test("belong to the program in Examples")
    func plugins() throws {
        let lines = try CodeBase.file("Examples/custom-cli/Sources/custom/main.swift").lines
        let text = lines.joined(separator: "\n")
        for plugin in test.program.registry.plugins { #expect(text.contains("\(plugin).self")) }
        #expect(text.split(separator: "Plugin.self").count - 1 == test.program.registry.plugins.count + 1)
    }

    @Test(
        "name only its own commands, and are replaced or left out otherwise",
        arguments: [
            ("organization token list --context a.io", "set CUSTOM_API_TOKEN, which needs no login"),
            ("deployment token list --context sandbox", "pass --deployment NAME_OR_ID"),
            ("workspace token list --context sandbox", "pass --workspace NAME_OR_ID"),
            (
                "deployment token overlap finish nope --context sandbox",
                "custom deployment token overlap list --context sandbox"
            ),
            ("deployment token recover --context sandbox", "custom deployment token recover --list"),
            ("deployment token lisst", "did you mean 'custom deployment token list'?"),
            ("deployment token list --zzz", "custom deployment token list --help"),
            ("🎉", "'custom --help' lists all commands"),
            ("version --check", nil),
        ] as [(String, String?)])
    func hints(line: String, hint: String?) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode != .success)
        #expect(!result.stderr.contains("astro ") && !result.stderr.contains("ASTRO_"), "\(result.stderr)")
        let said = result.stderr.split(separator: "\n").filter { $0.hasPrefix("hint: ") }.map { $0.dropFirst(6) }
        #expect(said.map(String.init) == [hint].compactMap(\.self), "\(result.stderr)")
    }

    @Test("name its own variables, and it reads those alone")
    func variables() async throws {
        var test = test
        test.variables["ASTRO_DEPLOYMENT_ID"] = "nowhere"
        let result = try await test.run("deployment token list --context sandbox")
        #expect(result.stderr.contains("pass --deployment NAME_OR_ID"), "\(result.stderr)")
        test.variables["CUSTOM_DEPLOYMENT_ID"] = "Production"
        #expect(try await test.run("deployment token list --context sandbox").exitCode == .success)
        let help = try await test.run("deployment token list --help").stdout
        #expect(help.contains("CUSTOM_DEPLOYMENT_ID") && !help.contains("ASTRO_"), "\(help)")
        let served = try await test.run("organization token list --context sandbox --organization nowhere")
        #expect(!served.stderr.contains("ASTRO_"), "\(served.stderr)")
    }

    @Test("are the same in JSON")
    func json() async throws {
        let result = try await test.run("deployment token overlap finish nope --context sandbox --json")
        let hint = #""hint":"custom deployment token overlap list --context sandbox""#
        #expect(result.stderr.contains(hint), "\(result.stderr)")
        #expect(!(try await test.run("version --check --json").stderr.contains("hint")))
    }
}
