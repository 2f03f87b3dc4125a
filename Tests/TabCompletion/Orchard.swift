import Support
@testable import Base
@testable import Terminal
@testable import Authentication
@testable import TabCompletion
import Kernel
import Foundation
import KernelTesting

/// Commands of every kind that completion distinguishes.
enum Orchard {
    enum Season: String, CaseIterable, ArgumentValue { case spring, summer, autumn }

    struct Place: ArgumentGroup, Equatable {
        @Option("g", help: "Which garden", environment: "GARDEN", completion: .live("gardens", Orchard.gardens))
        var gardenID: String?
    }

    struct Plant: Command, Equatable {
        static let configuration = CommandConfiguration("plant", aliases: ["pl"], summary: "Put it in")
        static let fields = ["id", "name", "height"]
        static var rules: [ArgumentRule] { [.exclusive("bed", "row")] }
        @Argument("SEED", help: "Which seed", completion: .live("seeds", Orchard.seeds)) var seed: String
        @Argument("SEASON", help: "When") var season: Season?
        @Argument("NOTE", help: "Notes") var notes: [Season] = []
        @OptionGroup var place: Place
        @Option(help: "Which bed") var bed: String?
        @Option(help: "Which row") var row: String?
        @Option("s", help: "With what") var season2: Season?
        @Option("t", help: "Label") var tag: [Season] = []
        @Option(help: "Plan", completion: .files) var plan: String?
        @Option(help: "Store", completion: .folders) var store: String?
        @Option(help: "Key", source: .file) var key: String?
        @Option(help: "What is set", completion: .configKeys) var setting: String?
        @Option(help: "Old", visibility: .hidden) var secretly: String?
        @Option(help: "Older", visibility: .deprecated(replacement: "--bed")) var formerly: String?
        @Flag("w", help: "With water", isInvertible: true) var water = true
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {}
    }

    struct Fell: Command, Equatable {
        static let configuration = CommandConfiguration("fell", summary: "Cut it down", visibility: .hidden)
        func run(in context: Context) async throws {}
    }

    struct Explain: Command, Equatable {
        static let configuration = CommandConfiguration("explain", summary: "Explain it")
        @Argument("COMMAND", help: "What to explain", completion: .commandPath(or: .init("seasons", "When"))) var words:
            [String] = []
        func run(in context: Context) async throws {}
    }

    @Sendable static func gardens(_ request: CompletionRequest) async throws -> [Completion.Candidate] {
        let url = try request.context.auth.baseURL().appending(path: "gardens")
        let response = try await request.context.http.send(HTTPRequest(.get, url))
        return String(decoding: response.body, as: UTF8.self).split(separator: ";").map { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            return Completion.Candidate(String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
        }
    }

    /// Its arguments, as candidates.
    @Sendable static func seeds(_ request: CompletionRequest) async throws -> [Completion.Candidate] {
        _ = try await gardens(request)
        let names = ["garden-id", "season2", "SEED"]
        return names.compactMap { name in request.value(of: name).map { Completion.Candidate("\(name):\($0)") } }
    }

    enum Trees: Plugin {
        static let manifest = PluginManifest("trees", summary: "Trees")
        static let mounts = [
            Mount(MountSegment("tree", aliases: ["tr"], summary: "What grows tall"), commands: [Plant.self, Fell.self])
        ]
        static let contexts = [EmbeddedContext("toy") { _, _ in throw CommandError(.failure, "never opened") }]
        static let completions = ["organization-id": Completion.local { _ in [Completion.Candidate("acme", "Acme")] }]
    }

    enum Felling: Plugin {
        static let manifest = PluginManifest("felling", summary: "Felling")
        static let mounts = [Mount(MountSegment("saw", summary: "What cuts"), commands: [Fell.self])]
    }

    enum Top: Plugin {
        static let manifest = PluginManifest("top", summary: "Top")
        static let mounts = [Mount(commands: [Explain.self])]
    }

    /// Logged in, with a server that is asked once for candidates.
    static func test(_ answers: String...) -> CommandTest {
        var test = CommandTest(.test, Trees.self, Felling.self, Top.self)
        test.variables = ["ASTRO_API_TOKEN": "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"]
        for answer in answers { test.expect(.get, "/v1/gardens", .json(answer)) }
        return test
    }
}
