import Catalog
import KernelTesting
import Testing

@testable import Kernel

@Suite("A mount")
struct MountTests {
    struct Plot: ArgumentGroup, Equatable {
        static let title: String? = "Plot flags"
        static let rules = [ArgumentRule.together("row", "column")]
        @Option("p", help: "The plot to work in", environment: "PLOT") var plot = "south"
        @Option(help: "Its row", validate: .range(1...9)) var row: Int?
        @Option(help: "Its column") var column: Int?

        func validate() throws {
            if plot == "moon" { throw CommandError.usage("nothing grows on the moon") }
        }
    }

    struct Water: Command, Equatable {
        static let configuration = CommandConfiguration(
            "water", summary: "Water plants", effect: .local, examples: [Example("water", "Water everything")])
        @Inherited var plot: Plot
        @Argument("PLANT", help: "What to water") var plant: String?
        @Flag(help: "Use warm water") var warm = false

        func run(in context: Context) async throws {
            try context.output.text("water \(plant ?? "-") \(warm) \(plot.plot) \(plot.row ?? 0)")
        }
    }

    struct Weed: Command {
        static let configuration = CommandConfiguration(
            "weed", summary: "Weed a bed", effect: .local, examples: [Example("weed", "Weed it")])
        func run(in context: Context) async throws { try context.output.text("weed") }
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "Work in the garden")
        static let mounts = [
            Mount(
                "garden", summary: "Work in the garden", discussion: "Everything grows here, slowly.",
                defaultCommand: "water", options: Plot.self, commands: [Water.self]),
            Mount("garden", "bed", summary: "Care for beds", commands: [Weed.self]),
        ]
    }

    /// Adds a command below another plugin's group, and groups that aren't shown.
    enum Cellar: Plugin {
        static let manifest = PluginManifest("cellar", summary: "Keep roots")
        static let mounts = [
            Mount("garden", "root", summary: "Care for roots", commands: [Water.self]),
            Mount("cellar", summary: "Keep roots", visibility: .hidden, commands: [Weed.self]),
            Mount(
                "vault", summary: "Keep roots", visibility: .deprecated(replacement: "garden root"),
                defaultCommand: "weed", commands: [Weed.self]),
        ]
    }

    let test = CommandTest(Garden.self, Cellar.self)

    @Test("is valid as declared here")
    func sound() { #expect(RegistryCheck(test.program.registry).problems() == []) }

    @Test(
        "runs its default command for a group without one, with flags, and with words that name no command",
        arguments: [
            ("garden", "water - false south 0"), ("garden --warm", "water - true south 0"),
            ("garden fern", "water fern false south 0"), ("garden water fern", "water fern false south 0"),
            ("--plot north garden", "water - false north 0"), ("garden bed weed", "weed"),
        ])
    func defaultCommand(line: String, output: String) async throws {
        let result = try await test.run(line)
        #expect(result.stdout == output + "\n" && result.stderr == "")
    }

    @Test("shows help for --help, and refuses a word if the default command takes none")
    func defaultOrHelp() async throws {
        #expect(
            try await test.run("garden --help").stdout == """
                Work in the garden
                Everything grows here, slowly.

                Usage:
                  test garden [COMMAND] [FLAGS]
                  Without a command it runs 'test garden water'.

                Commands:
                  water   Water plants
                  bed …   Care for beds
                  root …  Care for roots

                'test garden COMMAND --help' describes a command.

                """)
        #expect(try await test.run("vault nope").stderr.hasPrefix("error: unknown command 'nope' in 'vault'\n"))
    }

    @Test("gives its options to every command below it, of another plugin, too")
    func inherited() async throws {
        #expect(try await test.run("garden root water --plot north").stdout == "water - false north 0\n")
        #expect(try await test.run("garden bed weed --plot north").stdout == "weed\n")
        #expect(try await test.run("garden -p north bed weed").stdout == "weed\n")
        #expect(try await test.run("--plot north garden root water").stdout == "water - false north 0\n")
        #expect(try await test.run("cellar weed --plot north").stderr.hasPrefix("error: unknown flag --plot\n"))
        var test = test
        test.variables = ["PLOT": "west"]
        #expect(try await test.run("garden water --row 1 --column 2").stdout == "water - false west 1\n")
    }

    @Test(
        "has its options checked like a command's own",
        arguments: [
            ("garden water --row 1", "--row was given without --column"),
            ("garden bed weed --row 10 --column 1", "--row: '10' is out of range (1 to 9)"),
            ("garden water --plot moon", "nothing grows on the moon"),
        ])
    func inheritedRules(line: String, message: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage && result.stderr.hasPrefix("error: \(message)\n"), "\(result.stderr)")
    }

    @Test("has its options in help, completion and the manifest")
    func inheritedEverywhere() async throws {
        let help = try await test.run("garden bed weed --help").stdout
        #expect(help.contains("Plot flags:\n  -p, --plot PLOT"), "\(help)")
        #expect(help.contains("Give --row and --column together or not at all."), "\(help)")
        #expect(try await test.completions(of: "garden bed weed --pl").map(\.value) == ["--plot"])
        #expect(try await test.completions(of: "garden --wa").map(\.value) == ["--warm"])
        #expect(try await test.completions(of: "garden ").map(\.value) == ["water", "bed", "root"])
        let manifest = try ProgramManifest(test.program, try ReferenceTopic.all(of: test.program))
        let weed = try #require(manifest.commands.first { $0.path == ["garden", "bed", "weed"] })
        #expect(weed.flags.map(\.name) == ["plot", "row", "column"])
    }

    @Test("that is hidden or deprecated isn't shown, works, and says what to use instead")
    func visibility() async throws {
        let help = try await test.run("--help").stdout
        #expect(!help.contains("cellar") && !help.contains("vault"), "\(help)")
        #expect(test.program.registry.shownPlaces().allSatisfy { $0[0].name == "garden" })
        #expect(try await test.run("cellar weed").stderr == "")
        let result = try await test.run("vault")
        #expect(result.stdout == "weed\n")
        #expect(result.stderr == "warning: 'test vault' is deprecated; use 'test garden root'\n")
        #expect(try await test.run("vault --help").stdout.contains("Deprecated: use 'test garden root'."))
    }
}
