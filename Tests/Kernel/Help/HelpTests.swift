@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("Help")
struct HelpTests {
    struct Fetch: Command {
        enum Kind: String, CaseIterable, ArgumentValue { case standard, direct }

        static let configuration = CommandConfiguration(
            "fetch", aliases: ["fe", "get"], summary: "Fetch a thing from afar",
            discussion: "It is fetched whole or not at all.", examples: [Example("fetch ID --kind direct", "Directly")])
        @Argument("ID", help: "Which thing", validate: .identifier) var id: String
        @Argument("MORE", help: "More things") var more: [String] = []
        @Option("n", help: "A name for it") var name: String
        @Option("k", help: "Which kind", environment: "FETCH_KIND") var kind = Kind.standard
        @Option(valueName: "DAYS", help: "How long it lasts", validate: .range(1...30)) var days: Int?
        @Flag(help: "Follow links", isInvertible: true) var follow = true
        @Option(help: "A secret handshake", visibility: .hidden) var handshake: String?
        func run(in context: Context) async throws {}
    }

    enum Things: Plugin {
        static let manifest = PluginManifest("things", summary: "Things")
        static let mounts = [
            Mount(MountSegment("thing", aliases: ["th"], summary: "Things from afar"), commands: [Fetch.self])
        ]
    }

    struct Short: Command {
        static let configuration = CommandConfiguration("x", summary: "X", examples: [Example("x", "X")])
        func run(in context: Context) async throws {}
    }

    enum Top: Plugin {
        static let manifest = PluginManifest("top", summary: "Top")
        static let mounts = [Mount(commands: [Short.self])]
    }

    func help(_ line: String, columns: Int = 100) async throws -> String {
        var test = CommandTest(.test, Things.self, Top.self)
        test.terminal = columns
        test.showsResultOnTerminal = true
        let result = try await test.run("\(line) --no-color --help")
        #expect(result.exitCode == .success)
        #expect(result.stderr == "")
        return result.stdout
    }

    @Test("of the program lists commands, and groups with an ellipsis")
    func root() async throws {
        #expect(
            try await help("") == """
                A test

                Usage:
                  astro COMMAND [FLAGS]

                Commands:
                  thing …  Things from afar (th)
                  x        X

                'astro COMMAND --help' describes a command.

                """)
    }

    @Test("of a program that names its main commands explains those, and lists all others in one line")
    func mainCommands() async throws {
        var test = CommandTest(.test, Things.self, Top.self)
        let whole = test.program
        test.program = Program(
            whole.service, version: "1.0.0", summary: "A test", mainCommands: ["thing", "gone"],
            plugins: [Things.self, Top.self])
        let text = try await test.run("--help").stdout
        #expect(text.contains("Commands:\n  thing …  Things from afar (th)\n  Also: x\n"))
    }

    @Test("of a group lists its commands with their aliases")
    func group() async throws {
        #expect(
            try await help("th") == """
                Things from afar

                Usage:
                  astro thing COMMAND [FLAGS]

                Commands:
                  fetch  Fetch a thing from afar (fe, get)

                'astro thing COMMAND --help' describes a command.

                """)
    }

    @Test("of a command shows everything that it declares", arguments: [100, 80, 40, 20])
    func commandGolden(columns: Int) async throws {
        let text = try await help("thing fetch", columns: columns)
        #expect(try GoldenFile("fetch-\(columns).txt").difference(from: text) == nil)
    }

    @Test("is never wider than the terminal, unless a single word is", arguments: [100, 80, 40, 20])
    func width(columns: Int) async throws {
        for path in ["", "thing", "thing fetch"] {
            let tooWide = try await help(path, columns: columns).split(separator: "\n").filter {
                $0.count > columns && $0.split(separator: " ").count > 1
            }
            #expect(tooWide == [])
        }
    }

    @Test("is 100 columns wide in a pipe and on wider terminals")
    func pipe() async throws {
        let piped = try await CommandTest(.test, Things.self).run("thing fetch --help").stdout
        #expect(try GoldenFile("fetch-100.txt").difference(from: piped) == nil)
        #expect(try await help("thing fetch", columns: 300) == piped)
    }

    struct Count: Command {
        static let configuration = CommandConfiguration(
            "count", summary: "Count things",
            exitMeanings: [.notFound: "something is missing", .success: "all is there"],
            examples: [Example("count", "Count them")])
        func run(in context: Context) async throws {}
    }

    enum Counts: Plugin {
        static let manifest = PluginManifest("counts", summary: "Counts")
        static let mounts = [Mount(commands: [Count.self])]
    }

    @Test("shows what exit codes mean if that is specific to the command")
    func exitCodes() async throws {
        let test = CommandTest(Counts.self)
        #expect(
            try await test.run("count --help").stdout.contains(
                "\nExit codes:\n  0  all is there\n  4  something is missing\n"))
        #expect(Count.configuration.exitCodes.contains(.notFound))
    }

    @Test("does not show hidden arguments")
    func hidden() async throws {
        #expect(!(try await help("thing fetch").contains("handshake")))
    }

    @Test("has bold headings only on a terminal")
    func colour() async throws {
        var test = CommandTest(.test, Things.self)
        #expect(!(try await test.run("--help").stdout.contains("\u{1B}")))
        test.terminal = 80
        test.showsResultOnTerminal = true
        #expect(try await test.run("--help").stdout.contains("\u{1B}[1mUsage:\u{1B}[0m"))
    }

    @Test(
        "is shown for --help anywhere before --, even if the line is invalid",
        arguments: [
            "thing fetch --help", "thing fetch -h", "--help thing fetch", "thing -h fetch", "thing fetch --nope -h",
            "thing fetch a b --name x -h", "thing fetch a -n x --help=true",
        ])
    func anywhere(line: String) async throws {
        let result = try await CommandTest(.test, Things.self).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout.hasPrefix("Fetch a thing from afar\n"))
    }

    @Test("is not shown for a word after --")
    func terminated() async throws {
        #expect(try await CommandTest(.test, Things.self).run("thing fetch -n x -- --help").stdout == "")
    }

    @Test("is shown for a bundle with -h, and nothing is run")
    func bundle() async throws {
        let result = try await CommandTest(.test, Family.Plants.self).run("garden plant grow -fh")
        #expect(result.stdout.hasPrefix("Let it grow\n"))
    }

    @Test("ends quietly if its reader is gone, and is an error on a full disk")
    func brokenPipe() async throws {
        var test = CommandTest(.test, Things.self)
        test.stdoutFailure = .closed
        #expect(try await test.run("--help").exitCode == .success)
        test.stdoutFailure = .system("No space left on device")
        #expect(try await test.run("--help").exitCode == .failure)
    }
}
