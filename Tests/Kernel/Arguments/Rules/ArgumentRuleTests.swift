import Kernel
import KernelTesting
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
        static let commands: [any Command.Type] = [Plant.self]
    }

    let test = CommandTest(Plants.self)

    @Test(
        "that excludes names what was given and ends with exit 2",
        arguments: [
            ("fern -n x", "ID and --name exclude each other", "give only one of ID, --name and --any"),
            ("fern -n x --any", "ID, --name and --any exclude each other", "give only one of ID, --name and --any"),
            ("--any --row 1 --column 2", "--any and --row exclude each other", "give only one of --any and --row"),
        ])
    func exclusive(line: String, message: String, hint: String) async throws {
        let result = try await test.run("plant \(line)")
        #expect(result.exitCode == .usage && result.stdout == "")
        #expect(result.stderr == "error: \(message)\nhint: \(hint)\n")
    }

    @Test("that excludes is kept by one of them, given in any way", arguments: ["fern", "-n x", "--any", "-n x -n y"])
    func one(line: String) async throws {
        #expect(try await test.run("plant \(line)").exitCode == .success)
    }

    @Test("that excludes does not count a flag with the value that it has anyway")
    func unstated() async throws {
        #expect(try await test.run("plant fern --any=false").stdout == "fern - false\n")
    }

    @Test("that excludes lets what is typed beat the variables of the others, and names a variable that it cannot")
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

    @Test("that excludes names two variables that contradict each other")
    func variables() {
        #expect(throws: CommandError.usage("IT_A and IT_B exclude each other", hint: "give only one of --a and --b")) {
            _ = try CommandReader.read(
                Surrounded.self, [], environment: Environment(variables: ["IT_A": "1", "IT_B": "2"]), subject: "it")
        }
    }

    @Test("that joins names what is missing", arguments: [("row 1", "row", "column"), ("column 1", "column", "row")])
    func together(given: String, present: String, missing: String) async throws {
        let result = try await test.run("plant fern --\(given)")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: --\(present) was given without --\(missing)\n"))
        #expect(result.stderr.contains("hint: give --row and --column together or not at all"))
        #expect(try await test.run("plant fern --row 1 --column 2").exitCode == .success)
    }

    @Test("that wants at least one names them all")
    func oneOf() async throws {
        let result = try await test.run("plant")
        #expect(result.exitCode == .usage)
        #expect(
            result.stderr == """
                error: none of ID, --name, --any and --row was given; at least one must be
                hint: astro plant --help

                """)
        #expect(try await test.run("plant --row 1 --column 1").exitCode == .success)
    }

    @Test("is told in help")
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

    @Test("of a group holds below every group that includes it")
    func nested() throws {
        struct Outer: ArgumentGroup { @OptionGroup var bed: Bed }
        struct Whole: Command {
            static let configuration = CommandConfiguration("it", summary: "It")
            @OptionGroup var outer: Outer
            func run(in context: Context) async throws {}
        }
        let schema = try CommandReader.schema(of: Whole.self)
        #expect(schema.rules == [.together("outer.bed.row", "outer.bed.column")])
        #expect(schema.definition(at: "outer.bed.row")?.name == "row")
    }

    struct Unsound: Command {
        static let configuration = CommandConfiguration("it", summary: "It", visibility: .hidden)
        static var rules: [ArgumentRule] { [.exclusive("name", "nmae"), .oneOf("name", "name")] }
        @Option(help: "Its name") var name: String?
        func run(in context: Context) async throws {}
    }

    @Test("that names no argument, or only one, is found by the check of declarations")
    func check() {
        #expect(
            problems(Mounted<At.A, Unsound>.self) == [
                "a-plugin: 'a it': a rule of it names 'nmae', which is no argument",
                "a-plugin: 'a it': a rule of it is not between several arguments",
            ])
    }
}
