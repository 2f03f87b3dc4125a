@testable import Base
@testable import Kernel
@testable import OperatingSystem
import KernelTesting
import Support
import Testing

@Suite("A rule between arguments")
struct ArgumentRuleTests {
    struct Bed: ArgumentGroup, Equatable {
        static var rules: [ArgumentRule] { [.together("row", "column")] }
        @Option(help: "Which row") var row: Int?
        @Option(help: "Which column") var column: Int?
    }

    struct Plant: Command, Equatable {
        static let configuration = CommandConfiguration("plant", summary: "Plant it")
        static var rules: [ArgumentRule] {
            [.exclusive("id", "name", "any"), .oneOf("id", "name", "any", "bed.row"), .exclusive("any", "bed.row")]
        }
        @Argument("ID", help: "Which plant") var id: String?
        @Option("n", help: "Its name", environment: "PLANT_NAME") var name: String?
        @Flag(help: "Whichever is left") var any = false
        @OptionGroup var bed: Bed
        func run(in context: Context) async throws {
            try context.output.text("\(id ?? "-") \(name ?? "-") \(any)")
        }
    }

    enum Plants: Plugin {
        static let manifest = PluginManifest("plants", summary: "Plants")
        static let mounts = [Mount(commands: [Plant.self])]
    }

    let test = CommandTest(.test, Plants.self)

    @Test(
        "of exclusion names the given arguments and ends with exit 2",
        arguments: [
            ("fern -n x", "ID and --name cannot be combined", "give only one of ID, --name and --any"),
            ("fern -n x --any", "ID, --name and --any cannot be combined", "give only one of ID, --name and --any"),
            ("--any --row 1 --column 2", "--any and --row cannot be combined", "give only one of --any and --row"),
        ])
    func exclusive(line: String, message: String, hint: String) async throws {
        let result = try await test.run("plant \(line)")
        #expect(result.exitCode == .usage && result.stdout == "")
        #expect(result.stderr == "error: \(message)\nhint: \(hint)\n")
    }

    @Test("of exclusion accepts any one of its arguments", arguments: ["fern", "-n x", "--any", "-n x -n y"])
    func one(line: String) async throws {
        #expect(try await test.run("plant \(line)").exitCode == .success)
    }

    @Test("of exclusion does not count a flag with its default value")
    func unstated() async throws {
        #expect(try await test.run("plant fern --any=false").stdout == "fern - false\n")
    }

    @Test("of exclusion lets typed arguments beat variables of the others, and names a variable in conflict")
    func environment() async throws {
        var test = test
        test.variables["PLANT_NAME"] = "x"
        #expect(try await test.run("plant fern").stdout == "fern - false\n")
        #expect(try await test.run("plant --any").stdout == "- - true\n")
        #expect(try await test.run("plant").stdout == "- x false\n")
    }

    struct Surrounded: Command {
        static let configuration = CommandConfiguration("it", summary: "It")
        static var rules: [ArgumentRule] { [.exclusive("a", "b")] }
        @Option(help: "A", environment: "IT_A") var a: String?
        @Option(help: "B", environment: "IT_B") var b: String?
        func run(in context: Context) async throws {}
    }

    @Test("of exclusion names two variables in conflict")
    func variables() {
        #expect(throws: CommandError.usage("IT_A and IT_B cannot be combined", hint: "give only one of --a and --b")) {
            _ = try CommandReader.read(
                Surrounded.self, [], Registry([]).common,
                environment: Environment(variables: ["IT_A": "1", "IT_B": "2"], names: Service.test.names),
                subject: "it")
        }
    }

    @Test(
        "of togetherness names the missing argument",
        arguments: [("row 1", "row", "column"), ("column 1", "column", "row")])
    func together(given: String, present: String, missing: String) async throws {
        let result = try await test.run("plant fern --\(given)")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: --\(present) was given without --\(missing)\n"))
        #expect(result.stderr.contains("hint: give --row and --column together or not at all"))
        #expect(try await test.run("plant fern --row 1 --column 2").exitCode == .success)
    }

    @Test("that requires at least one names all of them")
    func oneOf() async throws {
        let result = try await test.run("plant")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr == """
                error: pass at least one of ID, --name, --any and --row
                hint: astro plant --help

                """)
        #expect(try await test.run("plant --row 1 --column 1").exitCode == .success)
    }

    struct Pick: Command, Equatable {
        static let configuration = CommandConfiguration("pick", summary: "Pick it")
        static var rules: [ArgumentRule] { [.exactlyOne("id", "name")] }
        @Argument("ID", help: "Which plant") var id: String?
        @Option("n", help: "Its name", environment: "PLANT_NAME") var name: String?
        func run(in context: Context) async throws { try context.output.text("\(id ?? "-") \(name ?? "-")") }
    }

    enum Picks: Plugin {
        static let manifest = PluginManifest("picks", summary: "Picks")
        static let mounts = [Mount(commands: [Pick.self])]
    }

    @Test("that requires exactly one refuses none and two, and lets a typed argument beat a variable")
    func exactlyOne() async throws {
        var test = CommandTest(.test, Picks.self)
        #expect(
            try await test.run("pick").stderr
                == "error: pass exactly one of ID and --name\nhint: astro pick --help\n")
        #expect(
            try await test.run("pick fern -n x").stderr
                == "error: ID and --name cannot be combined\nhint: give exactly one of ID and --name\n")
        #expect(try await test.run("pick --help").stdout.contains("  Give exactly one of ID and --name.\n"))
        test.variables["PLANT_NAME"] = "x"
        #expect(try await test.run("pick fern").stdout == "fern -\n")
        #expect(try await test.run("pick").stdout == "- x\n")
    }

    @Test("appears in help")
    func help() async throws {
        let help = try await test.run("plant --help").stdout
        #expect(
            help.contains(
                """
                Usage:
                  astro plant [ID] [FLAGS]
                  Give only one of ID, --name and --any.
                  Give at least one of ID, --name, --any and --row.
                  Give only one of --any and --row.
                  Give --row and --column together or not at all.

                """))
    }

    @Test("of a group applies in every group that includes it")
    func nested() throws {
        struct Outer: ArgumentGroup { @OptionGroup var bed: Bed }
        struct Whole: Command {
            static let configuration = CommandConfiguration("it", summary: "It")
            @OptionGroup var outer: Outer
            func run(in context: Context) async throws {}
        }
        let schema = try Registry([]).common.schema(of: Whole.self)
        #expect(schema.rules == [.together("outer.bed.row", "outer.bed.column")])
        #expect(schema.definition(at: "outer.bed.row")?.name == "row")
    }
}
