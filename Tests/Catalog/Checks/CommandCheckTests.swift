import Catalog
import Kernel
import Testing

@Suite("The check of a command's declarations")
struct CommandCheckTests {
    struct CommonLong: Command {
        static let configuration = CommandConfiguration("it", summary: "It", examples: [Example("it", "It")])
        @Option(help: "Which one") var context: String?
        func run(in context: Context) async throws {}
    }

    struct CommonShort: Command {
        static let configuration = CommandConfiguration("it", summary: "It", examples: [Example("it", "It")])
        @Flag("o", help: "Only one") var only = false
        @Flag("h", help: "With heat") var heat = false
        func run(in context: Context) async throws {}
    }

    struct CommonInverted: Command {
        static let configuration = CommandConfiguration("it", summary: "It", examples: [Example("it", "It")])
        @Flag(help: "With color", isInvertible: true) var color = true
        func run(in context: Context) async throws {}
    }

    @Test("finds a flag that collides with a common flag: long, short, or inverted")
    func commonFlags() {
        #expect(
            problems(Mounted<At.A, CommonLong>.self)
                == ["a-plugin: 'a it': context: the flag --context collides with a common flag"])
        #expect(
            problems(Mounted<At.A, CommonShort>.self) == [
                "a-plugin: 'a it': only: the flag -o collides with a common flag",
                "a-plugin: 'a it': heat: the flag -h collides with a common flag",
            ])
        #expect(
            problems(Mounted<At.A, CommonInverted>.self)
                == ["a-plugin: 'a it': color: the flag --no-color collides with a common flag"])
    }

    struct Twice: Command {
        struct Group: ArgumentGroup {
            @Option("n", help: "A name") var name: String?
        }
        static let configuration = CommandConfiguration("it", summary: "It", examples: [Example("it", "It")])
        @OptionGroup var group: Group
        @Option("n", name: "name", help: "A name") var other: String?
        @Flag(name: "Loud_One", help: "Loud") var loud = false
        func run(in context: Context) async throws {}
    }

    @Test("finds a flag or letter that is declared twice, and a name that is hard to type")
    func twice() {
        #expect(
            problems(Mounted<At.A, Twice>.self) == [
                "a-plugin: 'a it': other: the flag --name is declared twice",
                "a-plugin: 'a it': other: the flag -n is declared twice",
                "a-plugin: 'a it': loud: the flag --Loud_One is not lower case with dashes",
            ])
    }

    struct Helpless: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", effect: .changes, examples: [Example("it ID", "It")])
        @Argument("ID", help: "") var id: String
        @Flag(help: " ") var force = false
        func run(in context: Context) async throws {}
    }

    @Test("finds arguments and flags without help")
    func help() {
        #expect(
            problems(Mounted<At.A, Helpless>.self)
                == ["a-plugin: 'a it': id: ID has no help", "a-plugin: 'a it': force: --force has no help"])
    }

    struct Unwrapped: Command {
        static let configuration = CommandConfiguration("it", summary: "It", examples: [Example("it", "It")])
        var name = "?"
        func run(in context: Context) async throws {}
    }

    @Test("finds a property without a wrapper")
    func unwrapped() {
        #expect(
            problems(Mounted<At.A, Unwrapped>.self)
                == ["a-plugin: 'a it': name is not an @Argument, @Option, @Flag or @OptionGroup"])
    }

    struct Unreachable: Command {
        static let configuration = CommandConfiguration("it", summary: "It", visibility: .hidden)
        @Argument("FIRST", help: "First") var first: String?
        @Argument("MANY", help: "Many") var many: [String] = []
        @Argument("LAST", help: "Last") var last: String
        func run(in context: Context) async throws {}
    }

    @Test("finds arguments that no word can fill")
    func positionals() {
        #expect(
            problems(Mounted<At.A, Unreachable>.self) == [
                "a-plugin: 'a it': many: no argument can follow MANY, which takes all words",
                "a-plugin: 'a it': last: LAST is required, but an argument before it is not",
            ])
    }

    struct Exemplary: Command {
        static let configuration = CommandConfiguration(
            "it", aliases: ["i"], summary: "It",
            examples: [
                Example("it 'CI deploy' --json", "Sound"), Example("i ID -o csv", "Sound, by the alias"),
                Example("it ID --nope", "An unknown flag"), Example("it", "No argument"),
                Example("itt ID", "An unknown command"), Example("--json", "No command"),
            ])
        @Argument("ID", help: "Which one") var id: String
        func run(in context: Context) async throws {}
    }

    @Test("finds examples that cannot be typed")
    func examples() {
        #expect(
            problems(Mounted<At.A, Exemplary>.self) == [
                "a-plugin: 'a it': examples: 'it ID --nope' cannot be typed: unknown flag --nope",
                "a-plugin: 'a it': examples: 'it' cannot be typed: missing ID: Which one",
                "a-plugin: 'a it': examples: 'itt ID' cannot be typed: unknown command 'itt' in 'a'",
                "a-plugin: 'a it': examples: '--json' belongs to another command",
            ])
    }

    struct Unexplained: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", examples: [Example("it", "It"), Example("it --json", " ")])
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {}
    }

    struct Unexemplary: Command {
        static let configuration = CommandConfiguration("it", summary: "It.")
        func run(in context: Context) async throws {}
    }

    @Test("finds a missing example, an example without a purpose, and a summary that is a sentence")
    func unexplained() {
        #expect(
            problems(Mounted<At.A, Unexplained>.self).contains(
                "a-plugin: 'a it': examples: 'it --json' is not explained"))
        #expect(
            problems(Mounted<At.A, Unexemplary>.self) == [
                "a-plugin: 'a it': summary: it ends with a period", "a-plugin: 'a it': examples: it has none",
            ])
    }

    @Test("finds a command with --force that does not declare a change")
    func forcedReading() {
        #expect(
            problems(Mounted<At.A, Unexplained>.self).first
                == "a-plugin: 'a it': effect: it has --force, but says that it only reads")
    }

    struct SharedNames: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", effect: .changes, examples: [Example("it", "It")])
        @Flag("f", aliases: ["yes"], help: "The first") var force = false
        @Flag("y", aliases: ["f", "No"], help: "The second") var yes = false
        func run(in context: Context) async throws {}
    }

    @Test("finds an alias that is another flag's name or letter")
    func aliases() {
        #expect(
            problems(Mounted<At.A, SharedNames>.self) == [
                "a-plugin: 'a it': yes: the flag --No is not lower case with dashes",
                "a-plugin: 'a it': yes: the flag --yes is declared twice",
                "a-plugin: 'a it': yes: the flag -f is declared twice",
            ])
    }

    struct Unruly: Command {
        static let configuration = CommandConfiguration("it", summary: "It", visibility: .hidden)
        static var rules: [ArgumentRule] { [.exclusive("name", "nmae"), .oneOf("name", "name")] }
        @Option(help: "Its name") var name: String?
        func run(in context: Context) async throws {}
    }

    @Test("finds a rule that names no argument, or only one")
    func rules() {
        #expect(
            problems(Mounted<At.A, Unruly>.self) == [
                "a-plugin: 'a it': rules: 'nmae' is not an argument",
                "a-plugin: 'a it': rules: one has only one argument",
            ])
    }

    struct Mistaken: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", visibility: .hidden, furtherExitCodes: [.success, .partial, .notFound],
            exitMeanings: [.partial: " "])
        @Argument("", help: "Which one") var id: String
        @Option(valueName: "", help: "Its bed", environment: "BED") var bed: String?
        @Option(help: "Its row", environment: "BED", validate: .range(1...9)) var row = 10
        @Option(help: "Its days", validate: .range(1...31)) var days = [1, 32]
        @Option(help: "Where it grows", environment: "PROGRAM_DOMAIN") var place: String?
        func run(in context: Context) async throws {}
    }

    @Test("finds empty value names, a variable of two options, invalid defaults, and odd exit codes")
    func values() {
        #expect(
            problems(Mounted<At.A, Mistaken>.self) == [
                "a-plugin: 'a it': id: its value name is empty", "a-plugin: 'a it': bed: its value name is empty",
                "a-plugin: 'a it': row: its variable BED also sets --bed",
                "a-plugin: 'a it': place: its variable PROGRAM_DOMAIN also sets --context",
                "a-plugin: 'a it': row: its default '10' is out of range (1 to 9)",
                "a-plugin: 'a it': days: its default '32' is out of range (1 to 31)",
                "a-plugin: 'a it': furtherExitCodes: 0 is implied by its effect",
                "a-plugin: 'a it': furtherExitCodes: 4 is implied by its effect",
                "a-plugin: 'a it': exitMeanings: 7 has no meaning",
            ])
    }

    struct Twofold: Command {
        static let configuration = CommandConfiguration("it", summary: "It", visibility: .hidden)
        @Argument("ONE", help: "One", parsing: .postTerminator) var one: [String] = []
        @Argument("TWO", help: "Two", parsing: .postTerminator) var two: [String] = []
        @Argument("THREE", help: "Three") var three: String
        func run(in context: Context) async throws {}
    }

    @Test("finds two arguments for the words after --")
    func passedOn() {
        #expect(
            problems(Mounted<At.A, Twofold>.self)
                == ["a-plugin: 'a it': two: another argument takes the words after --"])
    }

    struct Referring: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", visibility: .hidden, related: ["a it", "a gone", "elsewhere"])
        func run(in context: Context) async throws {}
    }

    @Test("finds related commands that don't exist: in its own groups, and anywhere if the program is whole")
    func related() {
        let own = [
            "a-plugin: 'a it': related: 'a it' is not a command or group",
            "a-plugin: 'a it': related: 'a gone' is not a command or group",
        ]
        #expect(problems(Mounted<At.A, Referring>.self) == own)
        let whole = RegistryCheck(Registry([Mounted<At.A, Referring>.self]), isWhole: true).problems()
        #expect(whole.map(\.complaint).last == "related: 'elsewhere' is not a command or group")
    }

    struct Keyed: Command {
        static let configuration = CommandConfiguration(
            "it", summary: "It", examples: [Example("it --key @key.txt", "Sound"), Example("it --key x", "Unsound")])
        @Option(help: "A key", source: .file) var key: String
        func run(in context: Context) async throws {}
    }

    @Test("checks an example without reading the file that it names")
    func exampleWithFile() {
        #expect(
            problems(Mounted<At.A, Keyed>.self) == [
                "a-plugin: 'a it': examples: 'it --key x' cannot be typed: "
                    + "--key: a value on the command line would be visible to other processes"
            ])
    }
}
