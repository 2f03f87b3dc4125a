@testable import Base
@testable import Kernel
@testable import OperatingSystem
import Testing

@Suite("A rule for values")
struct ValidatorTests {
    struct Ruled: Command, Equatable {
        static let configuration = CommandConfiguration("ruled", summary: "Ruled")
        @Option(help: "An ID", validate: .identifier) var id: String?
        @Option(help: "A name", validate: .notEmpty) var name: String?
        @Option(help: "Even", validate: Validator(rule: "even") { $0 % 2 == 0 ? nil : "is odd" }) var number: [Int] = []
        @Option(help: "How fast", validate: .range(-0.5...1.25)) var speed = 1.0
        func run(in context: Context) async throws {}
    }

    func error(_ words: [String]) -> CommandError? {
        do throws(CommandError) {
            _ = try CommandReader.read(
                Ruled.self, words, Registry([]).common, environment: Environment(), subject: "ruled")
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "accepts an ID of letters, digits, dashes and underscores",
        arguments: [
            "a", "C123", "a-b_c", "0", String(repeating: "a", count: 128),
        ])
    func soundIDs(id: String) {
        #expect(error(["--id=\(id)"]) == nil)
    }

    @Test(
        "accepts nothing else as an ID",
        arguments: [
            "", ".", "..", "a/b", "a b", "a\n", "ä", "a\u{301}", "１", "%2e", "a?b", "a#b", "a:b", "\0",
            String(repeating: "a", count: 129),
        ])
    func unsoundIDs(id: String) {
        #expect(error(["--id=\(id)"])?.exitCode == .usage)
    }

    @Test("treats white space as empty", arguments: ["", " ", "\t\n", "\u{3000}"])
    func blank(name: String) {
        #expect(error(["--name", name])?.message == "--name: '\(name)' must not be empty")
    }

    @Test("applies to each of several values")
    func each() {
        #expect(error(["--number=2", "--number=4"]) == nil)
        #expect(error(["--number=2", "--number=3", "--number=4"])?.message == "--number: '3' is odd")
    }

    @Test("applies to fractional numbers, bounds included")
    func fractions() {
        for sound in ["-0.5", "0", "1.25", "125e-2"] { #expect(error(["--speed=\(sound)"]) == nil) }
        for unsound in ["-0.51", "1.2500001", "1e9"] {
            #expect(error(["--speed=\(unsound)"])?.message == "--speed: '\(unsound)' is out of range (-0.5 to 1.25)")
        }
    }
}
