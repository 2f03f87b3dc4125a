import Foundation
import Testing

@Suite("Names with invisible characters, by the built program")
struct InvisibleCharacterTests {
    private let name = "pr\u{200B}od\u{E0041}\u{3164}x\u{200D}"
    private let needed = "می\u{200C}خواهم 👩\u{200D}👧 ❤\u{FE0F}"
    private let place = ["--deployment", ServedSandbox.production, "--context", "sandbox"]

    private func program() async throws -> BuiltProgram {
        let program = try BuiltProgram()
        let words = ["-n", name, "-d", needed, "-r", "DEPLOYMENT_ADMIN", "-c"]
        let outcome = try await program.run(["deployment", "token", "create"] + words + place)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        return program
    }

    private func isClean(_ text: String) -> Bool {
        !text.replacing(needed, with: "").unicodeScalars.contains {
            $0.value > 0x7E && $0.properties.isDefaultIgnorableCodePoint
        }
    }

    @Test(
        "are listed with escapes, except for characters that a script or emoji needs",
        arguments: ["table", "wide", "csv", "json", "jsonl", "yaml"])
    func listed(format: String) async throws {
        let outcome = try await program().run(["deployment", "token", "list", "-o", format] + place)
        #expect(outcome.stdout.contains(needed))
        #expect(isClean(outcome.stdout))
        let escape = ["table", "wide", "csv"].contains(format) ? #"pr\u{200b}od\u{e0041}"# : #"pr\u200bod\"#
        #expect(outcome.stdout.contains(escape), "\(outcome.stdout)")
    }

    @Test("have escapes in prompts and messages, too")
    func talk() async throws {
        let program = try await program()
        let question = try await program.run(["deployment", "token", "rotate", "--name", name] + place, input: "n\n")
        #expect(question.exitCode == 5)
        #expect(question.stderr.contains(#"'pr\u{200b}od\u{e0041}\u{3164}x\u{200d}'"#))
        let unknown = try await program.run(["deployment", "token", "rotate", "-f", "--name", name + "y"] + place)
        #expect(unknown.exitCode == 4)
        for outcome in [question, unknown] { #expect(isClean(outcome.stderr)) }
    }
}
