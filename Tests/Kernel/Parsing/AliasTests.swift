import Testing

@testable import Kernel

@Suite("Aliases of an option or flag")
struct AliasTests {
    struct Prune: Command, Equatable {
        static let configuration = CommandConfiguration("prune", summary: "Prune a plant", effect: .changes)

        @Option(name: "plant", aliases: ["plant-id", "p"], help: "The plant", environment: "PLANT") var plantID: String?
        @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation") var yes = false
        @Flag("c", help: "Only the value") var clean = false

        func run(in context: Context) async throws {}
    }

    private func reading(_ words: [String], _ variables: [String: String] = [:]) throws -> Prune {
        try CommandReader.read(
            Prune.self, words, Registry([]).common, environment: Environment(variables: variables), subject: "prune"
        ).command
    }

    @Test(
        "mean the same as its name",
        arguments: [
            ["--plant", "oak"], ["--plant-id", "oak"], ["--plant-id=oak"], ["-p", "oak"], ["-poak"],
            ["--plant", "fir", "--plant-id", "oak"], ["--plant-id", "fir", "--plant", "oak"],
        ])
    func options(words: [String]) throws {
        #expect(try reading(words, ["PLANT": "elm"]).plantID == "oak")
    }

    @Test(
        "are letters in bundles, too",
        arguments: [["-y"], ["--yes"], ["-f"], ["--force"], ["-fc"], ["-cf"], ["--force=1"]])
    func flags(words: [String]) throws {
        #expect(try reading(words).yes)
    }

    @Test("with one letter aren't long names, and long ones aren't letters", arguments: ["--f", "--p=oak", "-force"])
    func lengths(word: String) {
        #expect(throws: CommandError.self) { try reading([word]) }
    }

    @Test("are never shown, offered or suggested")
    func hidden() throws {
        let schema = try ArgumentSchema(of: Prune())
        #expect(schema.visibleNames == ["plant", "yes", "clean"])
        #expect(schema.definitions.map(\.term) == ["--plant PLANT", "-y, --yes", "-c, --clean"])
    }
}
