import KernelTesting
import Testing

@testable import Kernel

@Suite("Words after -- for another program")
struct PassedOnTests {
    struct Run: Command, Equatable {
        static let configuration = CommandConfiguration(
            "run", summary: "Run a program", effect: .local, examples: [Example("run a -- ls -l", "List")])

        @Argument("PLACE", help: "Where to run it", environment: "RUN_PLACE") var place = "here"
        @Flag("v", help: "Say more", environment: "RUN_LOUDLY") var loud = false
        @Argument("COMMAND", help: "What to run", parsing: .postTerminator) var command: [String]

        func run(in context: Context) async throws {
            try context.output.text("\(place) \(loud) \(command.joined(separator: "|"))")
        }
    }

    struct Maybe: Command {
        static let configuration = CommandConfiguration(
            "maybe", summary: "Run a program or none", effect: .local, examples: [Example("maybe", "None")])
        @Argument("COMMAND", help: "What to run", parsing: .postTerminator) var command: [String] = []
        func run(in context: Context) async throws { try context.output.text("\(command)") }
    }

    enum Runner: Plugin {
        static let manifest = PluginManifest("runner", summary: "Run programs")
        static let mounts = [Mount(commands: [Run.self, Maybe.self])]
    }

    let test = CommandTest(Runner.self)

    @Test(
        "are passed on unchanged, even if they look like flags, arguments or terminators",
        arguments: [
            ("run -- ls -v --help", "here false ls|-v|--help"), ("run there -v -- a -- b", "there true a|--|b"),
            ("run -- x", "here false x"), ("maybe -- -h", #"["-h"]"#), ("maybe", "[]"), ("maybe --", "[]"),
        ])
    func whole(line: String, result: String) async throws {
        #expect(try await test.run(line).stdout == result + "\n")
    }

    @Test("are missing if there are none, and a surplus word before them is refused with where it belongs")
    func missing() async throws {
        #expect(try await test.run("run there").stderr.hasPrefix("error: missing COMMAND: What to run\n"))
        let result = try await test.run("run there ls -- x")
        #expect(result.exitCode == .usage)
        #expect(result.stderr == "error: unexpected argument 'ls'\nhint: write COMMAND after --\n")
    }

    @Test("come last in the usage line, with their destination")
    func help() async throws {
        let help = try await test.run("run --help").stdout
        #expect(help.contains("  test run [PLACE] [FLAGS] -- COMMAND…\n"), "\(help)")
        #expect(help.contains("COMMAND  What to run (everything after --; one or more)"), "\(help)")
        #expect(try await test.run("maybe --help").stdout.contains("  test maybe [FLAGS] [-- COMMAND…]\n"))
    }

    @Test("keep an argument before them at its default or variable, and a flag at its variable")
    func variables() async throws {
        var test = test
        test.variables = ["RUN_PLACE": "there", "RUN_LOUDLY": "true"]
        #expect(try await test.run("run -- x").stdout == "there true x\n")
        #expect(try await test.run("run here --loud=false -- x").stdout == "here false x\n")
        test.variables = ["RUN_LOUDLY": "loudly"]
        let result = try await test.run("run -- x")
        #expect(result.exitCode == .usage && result.stderr.contains("RUN_LOUDLY: 'loudly' is not true or false"))
        let help = try await test.run("run --help").stdout
        #expect(help.contains("PLACE    Where to run it (default: here; $RUN_PLACE)"), "\(help)")
        #expect(help.contains("-v, --loud  "), "\(help)")
        #expect(help.contains("Say more ($RUN_LOUDLY)"), "\(help)")
    }

    @Test("are completed as their own kind, and nothing else is offered")
    func completion() async throws {
        #expect(try await test.completions(of: "run -- --").isEmpty)
        #expect(try await test.completions(of: "run --lo").map(\.value) == ["--loud"])
    }
}
