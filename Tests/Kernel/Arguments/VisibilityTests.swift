@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("A hidden or deprecated declaration")
struct VisibilityTests {
    struct Dig: Command {
        static let configuration = CommandConfiguration("dig", summary: "Dig a hole", related: ["bed hoe", "bed weed"])
        @Option("o", name: "old", help: "How deep", visibility: .deprecated(replacement: "--depth")) var former: Int?
        @Option(help: "How deep") var depth: Int?
        @Flag(help: "Old ways", visibility: .deprecated(replacement: "nothing")) var manual = false
        @Flag(help: "For the makers", visibility: .hidden) var secretly = false
        func run(in context: Context) async throws { try context.output.text("\(former ?? depth ?? 0) \(secretly)") }
    }

    struct Hoe: Command {
        static let configuration = CommandConfiguration(
            "hoe", summary: "Hoe it", visibility: .deprecated(replacement: "bed dig"))
        func run(in context: Context) async throws { try context.output.text("hoed") }
    }

    struct Weed: Command {
        static let configuration = CommandConfiguration("weed", summary: "Weed it", visibility: .hidden)
        func run(in context: Context) async throws { try context.output.text("weeded") }
    }

    enum Beds: Plugin {
        static let manifest = PluginManifest("beds", summary: "Beds")
        static let mounts = [
            Mount(MountSegment("bed", summary: "What is dug"), commands: [Dig.self, Hoe.self, Weed.self])
        ]
    }

    enum Shed: Plugin {
        static let manifest = PluginManifest("shed", summary: "Shed")
        static let mounts = [Mount(MountSegment("shed", summary: "What nobody sees"), "inner", commands: [Weed.self])]
    }

    let test = CommandTest(.test, Beds.self, Shed.self)

    @Test("of a flag still works, with one warning however often the flag is given")
    func flag() async throws {
        let result = try await test.run("bed dig --old 1 -o2 --old=3")
        #expect(result.exitCode == .success && result.stdout == "3 false\n")
        #expect(result.stderr == "warning: --old is deprecated; use --depth\n")
    }

    @Test("causes a warning only when it is used, one for each")
    func each() async throws {
        #expect(try await test.run("bed dig --depth 1").stderr == "")
        #expect(
            try await test.run("bed dig --old 1 --manual").stderr == """
                warning: --old is deprecated; use --depth
                warning: --manual is deprecated; use nothing

                """)
    }

    @Test("causes no warning with --verbosity error", arguments: ["bed dig --old 1", "bed hoe"])
    func quiet(line: String) async throws {
        #expect(try await test.run("\(line) --verbosity error").stderr == "")
    }

    @Test("of a command still works, with a warning that names the replacement")
    func command() async throws {
        let result = try await test.run("bed hoe")
        #expect(result.exitCode == .success && result.stdout == "hoed\n")
        #expect(result.stderr == "warning: 'astro bed hoe' is deprecated; use 'astro bed dig'\n")
        let help = try await test.run("bed hoe --help")
        #expect(help.stdout.hasPrefix("Hoe it\nDeprecated: use 'astro bed dig'.\n") && help.stderr == "")
    }

    @Test("still works without a warning if it is hidden")
    func hidden() async throws {
        let flag = try await test.run("bed dig --secretly")
        #expect(flag.stdout == "0 true\n" && flag.stderr == "")
        let command = try await test.run("shed inner weed")
        #expect(command.stdout == "weeded\n" && command.stderr == "")
    }

    @Test("is in no list, and neither is a group of hidden commands only")
    func lists() async throws {
        #expect(
            try await test.run("--help").stdout.contains(
                """
                Commands:
                  bed …  What is dug

                """))
        #expect(
            try await test.run("bed --help").stdout.contains(
                """
                Commands:
                  dig  Dig a hole

                """))
        let dig = try await test.run("bed dig --help").stdout
        for word in ["--old", "--manual", "--secretly", "See also", "hoe"] { #expect(!dig.contains(word)) }
    }

    @Test(
        "is never suggested",
        arguments: ["bed weeed", "bed ho", "weed", "hoe", "shde", "bed dig --secretl", "bed dig --ol"])
    func suggestions(line: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(!result.stderr.contains("did you mean"))
    }
}
