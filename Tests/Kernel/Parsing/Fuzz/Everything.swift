@testable import Kernel
/// A command with every kind of argument that can be declared.
struct Everything: Command, Equatable {
    enum Kind: String, CaseIterable, ArgumentValue { case annual, evergreen, directSun = "direct-sun" }

    struct Bed: ArgumentGroup, Equatable {
        static let title: String? = "Bed"
        static var rules: [ArgumentRule] { [.together("row", "column")] }
        @Option(help: "Which row", validate: .range(-9...9)) var row: Int?
        @Option(help: "Which column") var column: Double?
        @Flag("x", help: "Fenced in") var fenced = false
    }

    static let configuration = CommandConfiguration("everything", summary: "All at once")
    static var rules: [ArgumentRule] { [.exclusive("early", "late"), .oneOf("count", "name", "ratio", "labels")] }

    @Argument("PLANT", help: "Which plant", validate: .identifier) var plant: String
    @Argument("KIND", help: "Which kind") var kind: Kind?
    @Argument("NOTE", help: "Notes", source: .wordOrFile) var notes: [String] = []
    @Option("n", help: "Its name", environment: "EVERY_NAME") var name: String?
    @Option("c", help: "How many", validate: .range(0...1000)) var count: Int?
    @Option("r", help: "How fast", validate: .range(-1.5...1.5)) var ratio = 0.25
    @Option("k", help: "Another kind") var other = Kind.evergreen
    @Option("l", name: "label", help: "Labels") var labels: [String] = []
    @Option("d", help: "Days") var days: [Int] = []
    @Option("t", help: "A text", source: .wordOrFile) var text: String?
    @Option("s", help: "A key", environment: "EVERY_KEY", source: .file) var key: String?
    @Option(help: "Former", visibility: .deprecated(replacement: "--name")) var former: String?
    @Flag("f", help: "Do not ask") var force = false
    @Flag("e", help: "Early") var early = false
    @Flag(help: "Late", visibility: .hidden) var late = false
    @Flag("w", help: "Water it", isInvertible: true) var watered = true
    @OptionGroup var bed: Bed

    func run(in context: Context) async throws {}
}
