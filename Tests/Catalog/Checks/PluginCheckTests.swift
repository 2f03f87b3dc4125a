import Catalog
import Kernel
import Testing

@Suite("The check of a plugin's declarations besides its commands")
struct PluginCheckTests {
    struct Find: Command {
        static let configuration = CommandConfiguration("find", summary: "Find", visibility: .hidden)
        @Option(help: "The plant", completion: .live("plants") { _ in [] }) var plant: String?
        @Option(help: "Another plant", completion: shared) var other: String?
        static let shared = Completion.live("shared") { _ in [] }
        func run(in context: Context) async throws {}
    }

    struct Look: Command {
        static let configuration = CommandConfiguration("look", summary: "Look", visibility: .hidden)
        @Option(help: "The plant", completion: .live("plants") { _ in [] }) var plant: String?
        @Option(help: "Another plant", completion: Find.shared) var other: String?
        func run(in context: Context) async throws {}
    }

    enum Finding: Plugin {
        static let manifest = PluginManifest("finding", summary: "Find", version: "1.2")
        static let mounts = [Mount(commands: [Find.self])]
        static let contexts = [EmbeddedContext("toy") { _, _ in throw CommandError(.failure, "never opened") }]
        static let completions = ["context": Completion.none, "nope": .none, "help": .none]
        static let configKeys = [
            ConfigKey("find.depth", Int.self, default: 10, help: "How deep to look", validate: .range(1...9)),
            ConfigKey("Find.x y"), ConfigKey("find.all.*", help: "Anything"),
        ]
    }

    enum Looking: Plugin {
        static let manifest = PluginManifest("looking", summary: "Look", version: "1.2.3-beta.1+5")
        static let mounts = [Mount(commands: [Look.self])]
        static let contexts = Finding.contexts
        static let completions = ["context": Completion.none]
        static let configKeys = [ConfigKey("find.depth", Int.self, help: "How deep to look")]
    }

    @Test("finds an invalid version, completions of unknown options, and invalid config keys")
    func own() {
        #expect(
            problems(Finding.self) == [
                "finding: 'finding': manifest.version: '1.2' is not a version such as 1.2.3",
                "finding: 'finding': completions: 'help' is not a common option",
                "finding: 'finding': completions: 'nope' is not a common option",
                "finding: 'finding': configKeys: the default '10' of 'find.depth' is out of range (1 to 9)",
                "finding: 'finding': configKeys: 'Find.x y' is not lower-case words with dots between",
                "finding: 'finding': configKeys: 'Find.x y' has no help",
            ])
    }

    @Test(
        "accepts versions as semantic versioning defines them, and no others",
        arguments: zip(
            ["1.2.3", "0.0.0", "1.0.0-rc.1", "", "1", "1.2.3.4", "01.2.3", "1.2.x", "1.2.3-", "v1.2.3", "1.2.3-ä"],
            [true, true, true, false, false, false, false, false, false, false, false]))
    func versions(version: String, isVersion: Bool) {
        Versioned.$version.withValue(version) {
            #expect(problems(Versioned.self).isEmpty == isVersion)
        }
    }

    enum Versioned: Plugin {
        @TaskLocal static var version = ""
        static var manifest: PluginManifest { PluginManifest("versioned", summary: "V", version: version) }
        static let mounts = [Mount(commands: [Plain<Named.X>.self])]
    }

    @Test("finds a context, a completed option, a config key and a search's name that two plugins declare")
    func shared() {
        #expect(
            problems(Looking.self, Finding.self).filter { $0.hasPrefix("looking, finding") } == [
                "looking, finding: 'toy': contexts: two plugins serve a context with this name",
                "looking, finding: 'context': completions: two plugins complete this option",
                "looking, finding: 'find.depth': configKeys: two plugins declare this key",
                "looking, finding: 'plants': completion: two searches remember their results under this name",
            ])
    }

    struct Change: Command {
        static let configuration = CommandConfiguration(
            "change", summary: "Change", effect: .changes, visibility: .hidden)
        func run(in context: Context) async throws {}
    }

    struct Bed: ArgumentGroup {
        @Option(help: "The bed") var context: String?
    }

    struct Row: ArgumentGroup {
        @Option(help: "") var row: String?
    }

    struct Reading: Command {
        static let configuration = CommandConfiguration("reading", summary: "Read", visibility: .hidden)
        @Inherited var row: Row
        @Option(name: "row", help: "The row") var other: String?
        func run(in context: Context) async throws {}
    }

    enum Mounting: Plugin {
        static let manifest = PluginManifest("mounting", summary: "Mount")
        static let mounts = [
            Mount("a", summary: "A", defaultCommand: "gone", options: Bed.self, commands: [Plain<Named.X>.self]),
            Mount("b", summary: "B", defaultCommand: "change", commands: [Change.self]),
            Mount("c", summary: "C", defaultCommand: "x", commands: [Plain<Named.X>.self]),
            Mount("c", defaultCommand: "y", options: Row.self, commands: [Plain<Named.Y>.self]),
            Mount(options: Row.self, commands: [Plain<Named.X>.self]),
            Mount("d", summary: "D", commands: [Reading.self]),
        ]
    }

    @Test("finds invalid default commands and options of mounts")
    func mounts() {
        #expect(
            problems(Mounting.self).filter { !$0.contains("'a x'") } == [
                "mounting: 'a': defaultCommand: 'gone' is not a command of this mount",
                "mounting: 'a': options: context: the flag --context collides with a common flag",
                "mounting: 'b': defaultCommand: 'change' changes something",
                "mounting: 'c': defaultCommand: another mount says 'x'",
                "mounting: 'c': options: row: --row has no help",
                "mounting: '': options: a mount at the top has no group to declare them for",
                "mounting: 'd reading': options: it reads Row, which none of its mounts declares",
            ])
    }
}
