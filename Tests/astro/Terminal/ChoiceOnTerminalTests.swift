import Foundation
import Testing

@Suite("On a terminal, a list to choose from")
struct ChoiceOnTerminalTests {
    /// Rotates a token that is chosen from a list.
    func choose(
        _ keys: [PseudoTerminal.Step], after question: String = "Token: ",
        on terminal: PseudoTerminal = PseudoTerminal(),
        variables: [String: String] = [:]
    ) async throws -> PseudoTerminal.Outcome {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox"].merging(variables) { $1 }
        let words = ["deployment", "token", "rotate", "--deployment-id", ServedSandbox.production]
        let outcome = try await terminal.run(program.program(words), [.expect(question)] + keys)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }

    /// The list is shown, and the question follows; all of it is gone but the line that tells what was chosen.
    private func chosen(_ outcome: PseudoTerminal.Outcome, columns: Int = 80) -> String? {
        TerminalScreen.lines(outcome.output, columns: columns).first
    }

    let no: [PseudoTerminal.Step] = [.expect("[y/N] "), .type("n\r")]

    @Test("is moved in with arrow keys")
    func arrows() async throws {
        let third = try await choose([.down, .down, .enter] + no)
        #expect(third.exitCode == 5)
        #expect(chosen(third) == "Token: CI deploy")
        #expect(chosen(try await choose([.down, .down, .down, .up, .enter] + no)) == "Token: CI deploy")
    }

    @Test("is searched by typing, and a number goes to its row")
    func typing() async throws {
        #expect(chosen(try await choose([.type("ci dep"), .enter] + no)) == "Token: CI deploy")
        #expect(chosen(try await choose([.type("3\r")] + no)) == "Token: CI deploy")
    }

    @Test(
        "leaves nothing behind when it is cancelled",
        arguments: [
            (PseudoTerminal.Step.escape, 5), (.interrupt, 130), (.endOfInput, 5), (.signal(SIGTERM), 143),
        ])
    func cancelled(step: PseudoTerminal.Step, code: Int) async throws {
        let outcome = try await choose([step])
        #expect(outcome.exitCode == code)
        let lines = TerminalScreen.lines(outcome.output).map { $0.replacing("^C", with: "") }
        #expect(lines.first?.hasPrefix("error:") == true, "\(lines)")
    }

    @Test("is drawn within 20 columns, and within a size that nobody knows", arguments: [(20, 24), (20, 4), (0, 0)])
    func narrow(columns: Int, rows: Int) async throws {
        let terminal = PseudoTerminal(rows: rows, columns: columns)
        let outcome = try await choose([.down, .type("ci dep"), .enter] + no, on: terminal)
        #expect(outcome.exitCode == 5)
        #expect(chosen(outcome, columns: columns == 0 ? 80 : columns) == "Token: CI deploy")
    }

    @Test("survives a window that changes its size")
    func resized() async throws {
        let outcome = try await choose(
            [.down, .resize(rows: 10, columns: 40), .down, .resize(rows: 40, columns: 120), .type("ci dep"), .enter]
                + no)
        #expect(outcome.output.contains("Token: CI deploy\r\n"))
    }

    @Test("is a numbered table on a terminal that cannot move its cursor")
    func dumb() async throws {
        let outcome = try await choose([.type("2\r")] + no, after: "]: ", variables: ["TERM": "dumb"])
        #expect(outcome.exitCode == 5)
        #expect(!outcome.output.contains("\u{1B}"))
    }
}
