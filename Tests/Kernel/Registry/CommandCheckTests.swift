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
        @Flag(help: "With colour", isInvertible: true) var color = true
        func run(in context: Context) async throws {}
    }

    @Test("finds a flag that collides with a common flag: long, short, or inverted")
    func commonFlags() {
        #expect(
            problems(Mounted<At.A, CommonLong>.self)
                == ["a-plugin: 'a it': its flag --context collides with a common flag"])
        #expect(
            problems(Mounted<At.A, CommonShort>.self) == [
                "a-plugin: 'a it': its flag -o collides with a common flag",
                "a-plugin: 'a it': its flag -h collides with a common flag",
            ])
        #expect(
            problems(Mounted<At.A, CommonInverted>.self)
                == ["a-plugin: 'a it': its flag --no-color collides with a common flag"])
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

    @Test("finds a flag declared twice, its letter as well, and a name that cannot be typed with ease")
    func twice() {
        #expect(
            problems(Mounted<At.A, Twice>.self) == [
                "a-plugin: 'a it': it declares the flag --name twice",
                "a-plugin: 'a it': it declares the flag -n twice",
                "a-plugin: 'a it': its flag --Loud_One is no sound name",
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
                == ["a-plugin: 'a it': ID has no help", "a-plugin: 'a it': --force has no help"])
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
                == ["a-plugin: 'a it': a property of it is no @Argument, @Option, @Flag or @OptionGroup"])
    }

    struct Unreachable: Command {
        static let configuration = CommandConfiguration("it", summary: "It", visibility: .hidden)
        @Argument("FIRST", help: "First") var first: String?
        @Argument("MANY", help: "Many") var many: [String] = []
        @Argument("LAST", help: "Last") var last: String
        func run(in context: Context) async throws {}
    }

    @Test("finds arguments that no word can reach")
    func positionals() {
        #expect(
            problems(Mounted<At.A, Unreachable>.self) == [
                "a-plugin: 'a it': no argument can follow MANY, which takes all words",
                "a-plugin: 'a it': LAST is required, but an argument before it is not",
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
                "a-plugin: 'a it': its example 'it ID --nope' cannot be typed: unknown flag --nope",
                "a-plugin: 'a it': its example 'it' cannot be typed: ID is missing: Which one",
                "a-plugin: 'a it': its example 'itt ID' cannot be typed: unknown command 'itt' in 'a'",
                "a-plugin: 'a it': its example '--json' is one of another command",
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

    @Test("finds a command without an example, an example without a purpose, and a summary that is a sentence")
    func unexplained() {
        #expect(
            problems(Mounted<At.A, Unexplained>.self).contains(
                "a-plugin: 'a it': its example 'it --json' does not say what it is for"))
        #expect(
            problems(Mounted<At.A, Unexemplary>.self) == [
                "a-plugin: 'a it': its summary ends with a full stop", "a-plugin: 'a it': it has no example",
            ])
    }

    @Test("finds a command that can be forced and does not say that it changes anything")
    func forcedReading() {
        #expect(
            problems(Mounted<At.A, Unexplained>.self).first
                == "a-plugin: 'a it': it has --force, but says that it only reads")
    }
}
