import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// What the article about declarations quotes.

struct Tag: Command {
    static let configuration = CommandConfiguration("tag", summary: "Tag a plant", effect: .local)

    @Option(help: "What it is called", validate: .notEmpty) var tag: Set<String>
    @Option(help: "Variables of the program") var variable: [String: String] = [:]
    @Option(help: "Where to buy it") var shop: URL?

    func run(in context: Context) async throws {}
}

struct Run: Command {
    static let configuration = CommandConfiguration("run", summary: "Run a program", effect: .local)

    @Argument("PLACE", help: "Where to run it") var place = "here"
    @Argument("COMMAND", help: "What to run", parsing: .postTerminator) var command: [String]

    func run(in context: Context) async throws {}
}

struct Check: Command {
    static let configuration = CommandConfiguration(
        "check", summary: "List the tokens that need attention",
        exitMeanings: [.success: "no token needs attention", .notFound: "a token needs attention"])
    static let rules = [ArgumentRule.exactlyOne("id", "name"), .together("row", "column")]

    func run(in context: Context) async throws {}
}

enum ShedPlugin: Plugin {
    static let manifest = PluginManifest("shed", summary: "Lend tools")
    static var mounts: [Mount] {
        [
            Mount(
                "tool", summary: "Lend tools", discussion: "Tools that are lent come back clean.",
                defaultCommand: "list", options: ShedOptions.self, commands: [ListTools.self, LendTool.self])
        ]
    }
}

struct ShedOptions: ArgumentGroup {
    @Option(help: "The shed to work in", environment: "GARDEN_SHED") var shed = "north"
}

struct ListTools: Command {
    @Inherited var options: ShedOptions
}

extension ListTools {
    static var configuration: CommandConfiguration {
        CommandConfiguration("list", summary: "List the tools", effect: .local)
    }

    func run(in context: Context) async throws {}
}

struct LendTool: Command {
    static let configuration = CommandConfiguration("lend", summary: "Lend a tool", effect: .local)

    func run(in context: Context) async throws {}
}
