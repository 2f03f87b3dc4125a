@testable import Base
@testable import Kernel
@testable import OperatingSystem
/// A command with one of every kind of argument, for parsing words.
struct Fetch: Command, Equatable {
    enum Kind: String, CaseIterable, ArgumentValue { case standard, directAccess = "direct-access" }

    static let configuration = CommandConfiguration("fetch", summary: "Fetch things")

    @Argument("SOURCE", help: "Where from") var source: String?
    @Argument("TARGET", help: "Where to") var targets: [String] = []
    @Option("t", help: "A name", environment: "FETCH_NAME") var name: String?
    @Option("n", help: "How many", environment: "FETCH_COUNT", validate: .range(1...10)) var count = 3
    @Option("r", help: "How fast") var ratio = 0.5
    @Option("k", help: "Which kind", environment: "FETCH_KIND") var kind = Kind.standard
    @Option("l", help: "Labels", environment: "FETCH_LABEL") var label: [String] = []
    @Flag("f", help: "Skip the question") var force = false
    @Flag("c", help: "Only the value") var cleanOutput = false
    @Flag(help: "Follow links", isInvertible: true) var follow = true
    @Option(help: "For the makers", visibility: .hidden) var secretHandshake: String?

    func run(in context: Context) async throws {}

    /// The command parsed from words.
    static func reading(_ words: [String], _ variables: [String: String] = [:]) throws -> Fetch {
        try CommandReader.read(
            Fetch.self, words, Registry([]).common, environment: Environment(variables: variables),
            subject: "'astro fetch'"
        ).command
    }

    /// The command with some values changed.
    static func with(_ change: (inout Fetch) -> Void) -> Fetch {
        var fetch = Fetch()
        change(&fetch)
        return fetch
    }

    /// The error from words, or nil if they are valid.
    static func error(_ words: [String], _ variables: [String: String] = [:]) throws -> CommandError? {
        do {
            _ = try reading(words, variables)
            return nil
        } catch let error as CommandError {
            return error
        }
    }
}
