import Kernel
import KernelTesting
import Testing

@Suite("A hint in a test of a command")
struct HintCheckTests {
    /// Fails with the hint that its argument names.
    struct Fail: Command {
        static let configuration = CommandConfiguration("fail", summary: "Fail with a hint")
        static let hints: [String: Hint] = [
            "whole": .command("fail", "whole", "--json"), "short": .command("fail", "whole", "-o", "json"),
            "group": .command("", "--help"), "part": "pass WHICH from '\(command: "fail", "a b")'",
            "variable": "the way is \(variable: "HOME")", "option": "--json shows more", "action": "try again",
            "nested": "export X=\"$(\(command: "fail", "whole"))\"",
            "absent": .command("succeed"), "absentPart": "'\(command: "garden succeed")' shows more",
            "foreign": .command("fail", "--nope"), "letter": .command("fail", "-z"),
            "foreignPart": "see '\(command: "fail", "--nope")'", "idle": "the plant is thirsty",
            "string": "astro succeed", "stringPart": "'astro succeed' shows more",
        ]
        @Argument("WHICH", help: "The hint") var which: String

        func run(in context: Context) async throws {
            context.output.notice("It goes wrong.", hint: Self.hints[which])
            throw CommandError(.failure, "it failed", hint: Self.hints[which])
        }
    }

    enum Failing: Plugin {
        static let manifest = PluginManifest("failing", summary: "Failing")
        static let mounts = [Mount(commands: [Fail.self])]
    }

    let test = CommandTest(Service(ProgramNames("astro")), Failing.self)

    @Test(
        "passes with an existing command or option, a variable or an action",
        arguments: [
            ("whole", "astro fail whole --json"), ("short", "astro fail whole -o json"), ("group", "astro --help"),
            ("part", "pass WHICH from 'astro fail 'a b''"), ("variable", "the way is ASTRO_HOME"),
            ("option", "--json shows more"), ("action", "try again"), ("nested", #"export X="$(astro fail whole)""#),
        ])
    func sound(which: String, text: String) async throws {
        let result = try await test.run("fail \(which)")
        #expect(result.stderr == "It goes wrong.\nhint: \(text)\nerror: it failed\nhint: \(text)\n")
    }

    @Test("is left out if the program lacks its command", arguments: ["absent", "absentPart"])
    func absent(which: String) async throws {
        #expect(try await test.run("fail \(which)").stderr == "It goes wrong.\nerror: it failed\n")
        let json = try await test.run("fail \(which) --json").stderr
        #expect(json.contains(#""message":"it failed""#) && !json.contains("hint"))
    }

    @Test(
        "fails the test with an unknown option, a command in plain text, or no action",
        arguments: [
            ("foreign", "fail has no option --nope"), ("letter", "fail has no option -z"),
            ("foreignPart", "fail has no option --nope"), ("idle", "names no command, option, variable or action"),
            ("string", "unknown command 'succeed'"), ("stringPart", "unknown command 'succeed'"),
        ])
    func faults(which: String, complaint: String) async throws {
        for line in ["fail \(which)", "fail \(which) --json"] {
            do {
                _ = try await test.run(line)
                Issue.record("\(line) passed")
            } catch let error as UnmetExpectation {
                #expect(error.description.contains(complaint), "\(error)")
            }
        }
    }

    @Test("is read together with the lines that continue it")
    func continued() {
        let stderr = """
            x
            hint: to undo it:
                run fail \\
                    --now
            hint: run succeed \\
                --later
            error: no
                run nothing
            """
        #expect(HintCheck.hints(in: stderr) == ["to undo it: run fail --now", "run succeed --later"])
    }
}
