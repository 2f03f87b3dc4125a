import AstroAPI
import Documentation
import Kernel
import KernelTesting
import Testing

@Suite("astro docs json --diff")
struct ManifestDiffTests {
    /// The changes from one plugin to another, as `yes` or `no`, the command and the change.
    private func changes(_ old: any Plugin.Type, _ new: any Plugin.Type) async throws -> (
        rows: [String], code: ExitCode
    ) {
        let manifest = try await CommandTest(.astro, old, DocumentationPlugin.self).run("docs json").stdout
        var test = CommandTest(.astro, new, DocumentationPlugin.self)
        test.files = ["/work/old.json": manifest]
        let result = try await test.run("docs json --diff old.json -o csv --no-header")
        return (result.stdout.split(separator: "\r\n").map(String.init), result.exitCode)
    }

    @Test("says that nothing changed, and succeeds")
    func same() async throws {
        let (rows, code) = try await changes(Garden<Water>.self, Garden<Water>.self)
        #expect(rows == [])
        #expect(code == .success)
    }

    @Test("succeeds if nothing that a script relies on was removed")
    func additions() async throws {
        let (rows, code) = try await changes(Garden<Water>.self, Garden<Richer>.self)
        #expect(
            rows == [
                "false,garden water,the argument BED is new", "false,garden water,the flag --litres takes 3",
                "false,garden water,\"the flag --tool works, but is not shown anymore\"",
                "false,garden water,\"the flag -t works, but is not shown anymore\"",
                "false,garden water,the flag --slowly is new", "false,garden water,the flag --deeply is new",
                "false,garden water,the field soil is new",
                "false,garden water,there is a new rule: give only one of --gently and --slowly",
                "false,garden water,there is a new rule: give --slowly and --deeply together or not at all",
            ])
        #expect(code == .success)
    }

    @Test("fails if a script could break, and names each change")
    func breaks() async throws {
        let (rows, code) = try await changes(Garden<Water>.self, Garden<Poorer>.self)
        #expect(
            rows == [
                "true,garden water,the alias wa is gone", "true,garden water,the argument BED is new and required",
                "true,garden water,\"the flag --litres has the default 3, not the default 1\"",
                "true,garden water,the flag --litres doesn't take 2 anymore",
                "false,garden water,the flag --litres takes 3",
                "true,garden water,the flag -t is gone",
                "true,garden water,the flag --tool takes no value anymore",
                "true,garden water,the flag --gently is gone",
                "true,garden water,the flag --when is new and required", "true,garden water,the field height is gone",
                "true,garden water,there is a new rule: give only one of --litres and --tool",
            ])
        #expect(code == .failure)
    }

    @Test("fails if a command was removed, but not if it was renamed and keeps the old name")
    func commands() async throws {
        let (gone, code) = try await changes(Garden<Water>.self, Garden<Sprinkle>.self)
        #expect(gone == ["true,garden water,the command is gone", "false,garden sprinkle,the command is new"])
        #expect(code == .failure)
        let (renamed, kept) = try await changes(Garden<Sprinkle>.self, Garden<Spray>.self)
        #expect(renamed == ["false,garden sprinkle,the command is called 'garden spray'"])
        #expect(kept == .success)
        let (hidden, still) = try await changes(Garden<Sprinkle>.self, Garden<Hidden>.self)
        #expect(hidden == ["false,garden sprinkle,\"the command works, but is not shown anymore\""])
        #expect(still == .success)
    }

    @Test(
        "refuses a file that is not a manifest it can read",
        arguments: [
            ("{", "this is not a manifest"), (#"{"schemaVersion": 99}"#, "the manifest has format 99"),
            (#"{"schemaVersion": 1}"#, "the manifest is incomplete"),
        ])
    func rubbish(content: String, message: String) async throws {
        var test = CommandTest(.astro, Garden<Water>.self, DocumentationPlugin.self)
        #expect(try await test.run("docs json --diff none.json").exitCode == .notFound)
        test.files = ["/work/old.json": content]
        let result = try await test.run("docs json --diff old.json")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains(message))
    }

    enum Garden<Only: Command>: Plugin {
        static var manifest: PluginManifest { PluginManifest("garden", summary: "Grow things") }
        static var mounts: [Mount] { [Mount(MountSegment("garden", summary: "Grow things"), commands: [Only.self])] }
    }

    enum Litres: String, ArgumentValue, CaseIterable { case one = "1", two = "2" }
    enum More: String, ArgumentValue, CaseIterable { case one = "1", two = "2", three = "3" }
    enum Fewer: String, ArgumentValue, CaseIterable { case one = "1", three = "3" }

    @Test("fails if a setting was removed or accepts less, or if a group runs another command")
    func settings() async throws {
        let (rows, code) = try await changes(Shed<Before>.self, Shed<After>.self)
        #expect(
            rows == [
                "true,,the setting shed.door is gone",
                "true,,\"the setting shed.size has the default 4, not the default 3\"",
                "true,,\"the setting shed.size takes 1 to 4, not 1 to 9\"",
                "true,,the setting shed.size cannot be set for a project anymore",
                "false,,the setting shed.roof is new",
                "true,shed,\"without a command it runs close, not open\"",
            ])
        #expect(code == .failure)
    }

    struct Open: Command {
        static let configuration = CommandConfiguration(
            "open", summary: "Open it", effect: .local, examples: [Example("open", "Open it")])
        func run(in context: Context) async throws {}
    }

    struct Close: Command {
        static let configuration = CommandConfiguration(
            "close", summary: "Close it", effect: .local, examples: [Example("close", "Close it")])
        func run(in context: Context) async throws {}
    }

    enum Before: ShedVersion {
        static let defaultCommand = "open"
        static let keys = [
            ConfigKey("shed.door", Bool.self, help: "Lock it"),
            ConfigKey(
                "shed.size", Int.self, default: 3, help: "Its size", validate: .range(1...9), allowedInProjects: true),
        ]
    }

    enum After: ShedVersion {
        static let defaultCommand = "close"
        static let keys = [
            ConfigKey("shed.size", Int.self, default: 4, help: "Its size", validate: .range(1...4)),
            ConfigKey("shed.roof", help: "Its roof"),
        ]
    }

    enum Shed<Version: ShedVersion>: Plugin {
        static var manifest: PluginManifest { PluginManifest("shed", summary: "Sheds") }
        static var mounts: [Mount] {
            [
                Mount(
                    "shed", summary: "Sheds", defaultCommand: Version.defaultCommand,
                    commands: [Open.self, Close.self])
            ]
        }
        static var configKeys: [ConfigKey] { Version.keys }
    }

    struct Water: Command {
        static let configuration = CommandConfiguration(
            "water", aliases: ["wa"], summary: "Water", effect: .local, examples: [Example("water rose", "Water")])
        static var fields: [String] { ["name", "height"] }
        @Argument("PLANT", help: "Which") var plant: String
        @Option(help: "How much") var litres = Litres.one
        @Option("t", help: "What with") var tool: String?
        @Flag(help: "Softly") var gently = false
        func run(in context: Context) async throws {}
    }

    struct Richer: Command {
        static let configuration = CommandConfiguration(
            "water", aliases: ["wa"], summary: "Water", effect: .local, examples: [Example("water rose", "Water")])
        static var fields: [String] { ["name", "height", "soil"] }
        static let rules = [ArgumentRule.exclusive("gently", "slowly"), .together("slowly", "deeply")]
        @Argument("PLANT", help: "Which") var plant: String
        @Argument("BED", help: "Where") var bed: String?
        @Option(help: "How much") var litres = More.one
        @Option("t", help: "What with", visibility: .deprecated(replacement: "--litres")) var tool: String?
        @Flag(help: "Softly") var gently = false
        @Flag(help: "Slowly") var slowly = false
        @Flag(help: "Deeply") var deeply = false
        func run(in context: Context) async throws {}
    }

    struct Poorer: Command {
        static let configuration = CommandConfiguration(
            "water", summary: "Water", effect: .local, examples: [Example("water rose bed --when now", "Water")])
        static var fields: [String] { ["name"] }
        static let rules = [ArgumentRule.exclusive("litres", "tool")]
        @Argument("PLANT", help: "Which") var plant: String
        @Argument("BED", help: "Where") var bed: String
        @Option(help: "How much") var litres = Fewer.three
        @Flag(help: "What with") var tool = false
        @Option(help: "When") var when: String
        func run(in context: Context) async throws {}
    }

    struct Sprinkle: Command {
        static let configuration = CommandConfiguration(
            "sprinkle", summary: "Sprinkle", effect: .local, examples: [Example("sprinkle", "Sprinkle")])
        func run(in context: Context) async throws {}
    }

    struct Spray: Command {
        static let configuration = CommandConfiguration(
            "spray", aliases: ["sprinkle"], summary: "Spray", effect: .local, examples: [Example("spray", "Spray")])
        func run(in context: Context) async throws {}
    }

    struct Hidden: Command {
        static let configuration = CommandConfiguration(
            "sprinkle", summary: "Sprinkle", effect: .local, visibility: .hidden)
        func run(in context: Context) async throws {}
    }
}

/// What a plugin declares at one time.
protocol ShedVersion: SendableMetatype {
    static var defaultCommand: String { get }
    static var keys: [ConfigKey] { get }
}
