import Kernel

/// A program with one command of each kind that documents and tools distinguish.
enum Meadow {
    struct Look: Command {
        static let configuration = CommandConfiguration(
            "look-at", summary: "Look at a plant", discussion: "It may take a while.",
            related: ["garden sow", "absent"],
            examples: [Example("look-at fern", "Look at the fern")])
        static let fields = ["name", "accessToken"]
        static var rules: [ArgumentRule] { [.exclusive("bed", "row")] }
        @Argument("PLANT", help: "The plant | its name") var plant: String
        @Option(help: "Its bed") var bed: String?
        @Option(help: "Its row", validate: .range(1...9)) var row: Int?
        @Option(valueName: "PATH", help: "Where the plan lies") var plan: String?
        @Flag(help: "As in the wild", isInvertible: true) var wild = false
        func run(in context: Context) async throws {}
    }

    struct Sow: Command {
        static let configuration = CommandConfiguration(
            "sow", summary: "Sow a plant", effect: .changes, isRepeatable: true, examples: [Example("sow", "Sow")])
        @Flag("f", help: "Skip the confirmation") var force = false
        func run(in context: Context) async throws {}
    }

    struct Rest: Command {
        static let configuration = CommandConfiguration(
            "rest", summary: "Do nothing", effect: .local, examples: [Example("rest", "Rest")])
        func run(in context: Context) async throws {}
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "Gardens")
        static let mounts = [
            Mount(
                MountSegment("garden", aliases: ["ga"], summary: "Work in the garden"),
                commands: [Look.self, Sow.self, Rest.self])
        ]
    }

    static let program = Program(name: "platctl", version: "1.2.3", summary: "Gardens", plugins: [Garden.self])
}
