@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("A command in the wrong group")
struct CommandSearchTests {
    struct Verb<Name: VerbName>: Command {
        static var configuration: CommandConfiguration {
            CommandConfiguration(Name.name, aliases: Name.aliases, summary: "Do it")
        }
        func run(in context: Context) async throws {}
    }

    protocol VerbName: Sendable {
        static var name: String { get }
        static var aliases: [String] { get }
    }
    enum Prune: VerbName {
        static let name = "prune"
        static let aliases = ["pr"]
    }
    enum Water: VerbName {
        static let name = "water"
        static let aliases: [String] = []
    }
    enum Lock: VerbName {
        static let name = "lock"
        static let aliases: [String] = []
    }

    enum Roses: Plugin {
        static let manifest = PluginManifest("roses", summary: "R")
        static let mounts = [Mount("garden", "rose", commands: [Verb<Prune>.self, Verb<Water>.self])]
    }
    enum Ferns: Plugin {
        static let manifest = PluginManifest("ferns", summary: "F")
        static let mounts = [Mount("garden", "fern", commands: [Verb<Water>.self])]
    }
    enum Trees: Plugin {
        static let manifest = PluginManifest("trees", summary: "T")
        static let mounts = [Mount("park", "tree", commands: [Verb<Prune>.self, Verb<Water>.self])]
    }
    enum Pots: Plugin {
        static let manifest = PluginManifest("pots", summary: "P")
        static let mounts = [Mount("pot", commands: [Verb<Water>.self])]
    }
    enum Gate: Plugin {
        static let manifest = PluginManifest("gate", summary: "G")
        static let mounts = [Mount("garden", commands: [Verb<Lock>.self])]
    }

    let test = CommandTest(.test, Roses.self, Ferns.self, Trees.self, Pots.self, Gate.self)

    @Test(
        "is suggested with its full path",
        arguments: [
            ("lock", "'astro garden lock'"),
            ("rose prune", "'astro garden rose prune'"),
            ("rose prune now please", "'astro garden rose prune'"),
            ("ROSE", nil),
            ("rose -x prune", "'astro garden rose prune'"),
            ("rose pr", "'astro garden rose prune'"),
            ("tree", "'astro park tree'"),
            ("park prune", "'astro park tree prune'"),
            ("garden tree prune", "'astro park tree prune'"),
            ("pot prune", "'astro garden rose prune' or 'astro park tree prune'"),
            ("prune", "'astro garden rose prune' or 'astro park tree prune'"),
            ("garden water", "'astro garden rose water' or 'astro garden fern water'"),
            ("lokc", "'astro garden lock'"),
            ("park prun", "'astro park tree prune'"),
            ("garden rose watr", "'astro garden rose water'"),
        ] as [(String, String?)])
    func found(line: String, places: String?) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        let hint = places.map { "did you mean \($0)?" } ?? "did you mean 'astro garden rose'?"
        #expect(result.stderr.hasSuffix("hint: \(hint)\n"))
    }

    @Test("is suggested with the three shortest of its paths")
    func many() async throws {
        #expect(
            try await test.run("water").stderr.hasSuffix(
                "did you mean 'astro pot water', 'astro garden rose water', 'astro garden fern water' or one of 1 more?\n"
            ))
    }
}
