@testable import Base
@testable import Kernel
@testable import OperatingSystem
import Testing

@Suite("A group of arguments")
struct OptionGroupTests {
    struct Place: ArgumentGroup, Equatable {
        static let title: String? = "Place"
        @OptionGroup var inner: Inner
        @Option("p", help: "Where", environment: "PLACE") var place: String?
        @Argument("ID", help: "Which") var id: String

        func validate() throws {
            if place == "nowhere" { throw CommandError.usage("nowhere is no place") }
        }
    }

    struct Inner: ArgumentGroup, Equatable {
        @Flag("i", help: "Inside") var inside = false
    }

    struct Go: Command, Equatable {
        static let configuration = CommandConfiguration("go", summary: "Go")
        @OptionGroup var from: Place
        @Option(name: "to", help: "Whereto") var place = "home"

        func validate() throws {
            if from.place == place { throw CommandError.usage("it is there already") }
        }
        func run(in context: Context) async throws {}
    }

    func read(_ words: [String], _ variables: [String: String] = [:]) throws -> Go {
        try CommandReader.read(
            Go.self, words, Registry([]).common, environment: Environment(variables: variables), subject: "go"
        ).command
    }

    @Test("is decoded with its command, nested groups included, into one value")
    func whole() throws {
        var expected = Go()
        expected.from.id = "x"
        expected.from.place = "there"
        expected.from.inner.inside = true
        expected.place = "here"
        #expect(try read(["-i", "x", "--to", "here", "-p", "there"]) == expected)
    }

    @Test("keeps properties with the same name apart")
    func sameName() throws {
        let read = try read(["x"], ["PLACE": "there"])
        #expect(read.from.place == "there")
        #expect(read.place == "home")
    }

    @Test("is checked by its own rules and the command's rules")
    func validation() {
        #expect(throws: CommandError.usage("nowhere is no place")) { try read(["x", "-p", "nowhere"]) }
        #expect(throws: CommandError.usage("it is there already")) { try read(["x", "-p", "home"]) }
    }

    @Test("has its own heading in help, after the command's own arguments, with its nested groups")
    func heading() throws {
        let sections = try ArgumentSchema(of: Go()).sections
        #expect(sections.map(\.title) == [nil, "Place"])
        #expect(sections[1].definitions.map(\.name) == ["inside", "place", "ID"])
    }
}
