import Foundation
import Kernel

/// A garden whose few commands show everything that a declaration can say, for the kept help and man pages.
enum FeatureTree {
    static let program = Program(
        name: "garden", version: "1.2.3", summary: "Grow everything that a command can declare",
        quickStart: [Example("bed plant rose --row 3", "Plant a rose")], plugins: [Beds.self, Shed.self])

    /// Groups in a group, and a group that another plugin adds to.
    enum Beds: Plugin {
        static let manifest = PluginManifest("beds", summary: "Care for beds")
        static let mounts = [
            Mount(
                MountSegment("bed", aliases: ["b"], summary: "Care for beds"),
                commands: [PlantBed.self, ListBeds.self, DigBed.self, OldDigBed.self, SecretBed.self]),
            Mount("bed", MountSegment("row", summary: "Care for one row"), commands: [MoveRow.self]),
        ]
    }

    enum Shed: Plugin {
        static let manifest = PluginManifest("shed", summary: "Keep tools", version: "2.0.0")
        static let mounts = [
            Mount(commands: [Sharpen.self]), Mount("bed", commands: [RakeBed.self]),
            Mount(
                "tool", summary: "Lend tools",
                discussion: "Tools that are lent come back clean. Every command here works in one shed.",
                defaultCommand: "list", options: ShedOptions.self, commands: [ListTools.self, LendTool.self]),
            Mount("tin", summary: "Keep old tools", visibility: .hidden, commands: [RakeBed.self]),
        ]
        static let configKeys = [
            ConfigKey(
                "shed.size", Int.self, default: 3, help: "How many tools fit in", validate: .range(1...9),
                allowedInProjects: true),
            ConfigKey("shed.door", Bool.self, help: "Lock the door at night"),
        ]
    }

    /// The options of every command in a group.
    struct ShedOptions: ArgumentGroup {
        static let title: String? = "Shed flags"
        @Option(help: "The shed to work in", environment: "GARDEN_SHED") var shed = "north"
    }

    enum Season: String, CaseIterable, ArgumentValue { case spring, summer }

    /// A group of arguments with a heading, a rule, and a nested group.
    struct Weather: ArgumentGroup {
        static let title: String? = "Weather"
        static let rules = [ArgumentRule.together("from", "until")]

        @Option(valueName: "HOUR", help: "When the rain begins", validate: .range(0...23)) var from: Int?
        @Option(valueName: "HOUR", help: "When the rain ends", validate: .range(0...23)) var until: Int?
        @OptionGroup var wind: Wind
    }

    struct Wind: ArgumentGroup {
        @Flag(help: "Put up a shelter first", isInvertible: true) var shelter = true
    }

    /// Every kind of argument and rule.
    struct PlantBed: Command {
        static let configuration = CommandConfiguration(
            "plant", aliases: ["pl", "sow"], summary: "Plant something in a bed",
            discussion: """
                What is planted is watered at once, unless it rains. A paragraph that is longer than a terminal is wide \
                is wrapped where a word ends.

                .A line that begins with a dot, and 'quotes' with a \\backslash, mean nothing to roff.
                """,
            effect: .changes, isDestructive: false, furtherExitCodes: [.partial],
            related: ["bed list", "bed row move"],
            examples: [
                Example("plant rose --row 3", "Plant a rose"),
                Example("plant rose tulip --all --season summer", "Plant everywhere"),
            ])
        static let rules = [
            ArgumentRule.exclusive("row", "all"), ArgumentRule.oneOf("row", "all"),
        ]

        @Argument("PLANT", help: "What to plant", validate: .identifier) var plant: String
        @Argument("MORE", help: "What else to plant") var more: [String] = []
        @Option("r", help: "The row to plant in", environment: "GARDEN_ROW", validate: .range(1...40)) var row: Int?
        @Flag("a", help: "Plant in all rows") var all = false
        @Option(help: "When to plant") var season = Season.spring
        @Option(name: "label", valueName: "TEXT", help: "A label", validate: .notEmpty)
        var labels: [String] = []
        @Option(help: "How deep, in meters") var depth = 0.5
        @Option(help: "Notes for the gardener", source: .wordOrFile) var notes: String?
        @Option(help: "The key of the shed", source: .file) var key: String?
        @Option(valueName: "PATH", help: "A drawing of the bed", completion: .files) var drawing: String?
        @Option(help: "The same as --row", visibility: .deprecated(replacement: "--row")) var line: Int?
        @Option(help: "Which moon to wait for", visibility: .hidden) var moon: String?
        @OptionGroup var weather: Weather

        func run(in context: Context) async throws {}
    }

    /// A reading with columns.
    struct ListBeds: Command {
        static let configuration = CommandConfiguration(
            "list", aliases: ["ls"], summary: "List beds", examples: [Example("list", "See what grows")])
        static let fields = ["id", "plants", "wateredAt"]

        @Argument("BED", help: "The bed to list (default: all)") var bed: String?

        func run(in context: Context) async throws {}
    }

    /// A change that cannot be undone, with a required option.
    struct DigBed: Command {
        static let configuration = CommandConfiguration(
            "dig", summary: "Dig up a bed", effect: .changes,
            examples: [Example("dig --reason moles --force", "Dig it up without a question")])

        @Option(help: "Why it has to go") var reason: String
        @Flag("f", help: "Skip the confirmation") var force = false

        func run(in context: Context) async throws {}
    }

    struct OldDigBed: Command {
        static let configuration = CommandConfiguration(
            "excavate", summary: "Dig up a bed", effect: .local,
            visibility: .deprecated(replacement: "bed dig"), examples: [Example("excavate", "Dig it up")])

        func run(in context: Context) async throws {}
    }

    struct SecretBed: Command {
        static let configuration = CommandConfiguration(
            "treasure", summary: "Find what is buried", effect: .local, visibility: .hidden,
            examples: [Example("treasure", "Find it")])

        func run(in context: Context) async throws {}
    }

    struct MoveRow: Command {
        static let configuration = CommandConfiguration(
            "move", summary: "Move a row", effect: .changes, isRepeatable: true,
            examples: [Example("move 3 4", "Move the third row")])

        @Argument("FROM", help: "The row to move") var from: Int
        @Argument("TO", help: "Where to move it") var to: Int

        func run(in context: Context) async throws {}
    }

    /// Takes no arguments, and is only for people.
    struct Sharpen: Command {
        static let configuration = CommandConfiguration(
            "sharpen", summary: "Sharpen all tools", effect: .local, audience: .people,
            examples: [Example("sharpen", "Sharpen them")])

        func run(in context: Context) async throws {}
    }

    /// The default command of its group.
    struct ListTools: Command {
        static let configuration = CommandConfiguration(
            "list", summary: "List tools",
            exitMeanings: [.success: "every tool is there", .notFound: "a tool is missing"],
            examples: [Example("list --sharp", "List the sharp ones")])

        @Inherited var options: ShedOptions
        @Flag(help: "Only sharp tools", environment: "GARDEN_SHARP") var sharp = false

        func run(in context: Context) async throws {}
    }

    /// Values of every type, one of two arguments, several of one, and words for another program.
    struct LendTool: Command {
        static let configuration = CommandConfiguration(
            "lend", summary: "Lend a tool", effect: .changes,
            examples: [
                Example("lend rake --to ada --tag red -- mail -s 'A rake' ada", "Lend the rake, and send a mail")
            ])
        static let rules = [ArgumentRule.exactlyOne("borrower", "page")]

        @Argument("TOOL", help: "What to lend", environment: "GARDEN_TOOL") var tool = "spade"
        @Argument("COMMAND", help: "What to run afterwards", parsing: .postTerminator) var command: [String] = []
        @Option(name: "to", valueName: "NAME", help: "Who borrows it") var borrower: String?
        @Option(help: "Where the borrower is found") var page: URL?
        @Option(name: "for", help: "How long") var time = Duration.seconds(86_400)
        @Option(help: "What is written on it") var tag: Set<String>
        @Option(help: "How many of each part") var part: [String: Int] = ["handle": 1]

        func run(in context: Context) async throws {}
    }

    struct RakeBed: Command {
        static let configuration = CommandConfiguration(
            "rake", summary: "Rake a bed", effect: .local, examples: [Example("rake", "Rake it")])

        func run(in context: Context) async throws {}
    }
}
