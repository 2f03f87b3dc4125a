import Foundation
import Support
import Testing

@Suite("On a terminal, a table longer than the window")
struct PagerOnTerminalTests {
    let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]

    func run(
        _ variables: [String: String], words: [String] = [], _ steps: [PseudoTerminal.Step] = [],
        on terminal: PseudoTerminal = PseudoTerminal()
    ) async throws -> (outcome: PseudoTerminal.Outcome, program: BuiltProgram) {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox"].merging(variables) { $1 }
        _ = try await program.run(["sandbox", "reset", "--tokens", "500"])
        let outcome = try await terminal.run(program.program(list + words), steps)
        #expect(outcome.missing == nil, "\(outcome.output.suffix(500))")
        #expect(outcome.isRestored)
        return (outcome, program)
    }

    @Test("goes through the pager with its arguments, the configured one before the default")
    func paged() async throws {
        for variable in ["PAGER", "ASTRO_PAGER"] {
            let pager = "wc -l > \"$HOME/lines\"; echo LESS is $LESS"
            let (outcome, program) = try await run(["PAGER": "false"].merging([variable: pager]) { $1 })
            #expect(outcome.exitCode == 0)
            #expect(outcome.kept == "LESS is FRX\r\n")
            let lines = try String(contentsOf: program.home.appending(path: "lines"), encoding: .utf8)
            #expect(Int(lines.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 500)
        }
    }

    @Test("is written directly if no pager is wanted", arguments: ["", "cat", " "])
    func unwanted(pager: String) async throws {
        let (outcome, _) = try await run(["PAGER": pager])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.split(separator: "\r\n").count > 500)
        #expect(!outcome.output.contains("warning"))
    }

    @Test(
        "is written directly, after a warning, if the pager is missing",
        arguments: ["no-such-pager", "/no/such/pager --flag", "X=1 no-such-pager", "/dev/null"])
    func missing(pager: String) async throws {
        let (outcome, _) = try await run(["PAGER": pager])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("the pager '\(pager)' that PAGER names cannot be run"))
        #expect(outcome.output.split(separator: "\r\n").count > 500)
    }

    @Test(
        "succeeds if the pager is quit early, whatever its exit code",
        arguments: ["head -1", "true", "false", "sh -c 'exit 3'"])
    func early(pager: String) async throws {
        let (outcome, _) = try await run(["PAGER": pager])
        #expect(outcome.exitCode == 0)
        #expect(!outcome.output.contains("warning"))
        #expect(outcome.output.split(separator: "\r\n").count <= 1)
    }

    @Test("leaves Ctrl-C to the pager")
    func interrupted() async throws {
        // It takes a signal only while it waits for one, so that none is lost between two steps.
        let pager = """
            exec python3 -c '
            import signal, sys
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
            sys.stdin.read()
            print("ready", flush=True)
            for _ in range(2):
                signal.sigwait([signal.SIGINT])
                print("caught", flush=True)
            open("/dev/tty").readline()
            print("bye")'
            """
        let (outcome, _) = try await run(
            ["PAGER": pager],
            [.expect("ready"), .interrupt, .expect("caught"), .interrupt, .expect("caught"), .type("q\r")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("bye"))
    }

    @Test("ends with the pager on SIGTERM")
    func terminated() async throws {
        let (outcome, _) = try await run(
            ["PAGER": "cat > /dev/null; echo ready; exec sleep 100"], [.expect("ready"), .signal(SIGTERM)])
        #expect(outcome.exitCode == 143)
    }

    @Test(
        "is written directly in a machine format, and with --no-input", arguments: ["-ojson", "--no-input"])
    func unpaged(flag: String) async throws {
        let (outcome, _) = try await run(["PAGER": "echo paged"], words: [flag])
        #expect(outcome.exitCode == 0)
        #expect(!outcome.output.contains("paged"))
    }

    @Test("is written directly on a terminal without a size")
    func unknownSize() async throws {
        let (outcome, _) = try await run(["PAGER": "echo paged"], on: PseudoTerminal(rows: 0, columns: 0))
        #expect(outcome.exitCode == 0)
        #expect(!outcome.output.contains("paged"))
    }

    @Test("fits 20 columns")
    func narrow() async throws {
        let (outcome, _) = try await run(
            ["PAGER": "", "NO_COLOR": "1"], on: PseudoTerminal(rows: 24, columns: 20))
        let lines = outcome.kept.split(separator: "\r\n")
        #expect(lines.count > 500)
        #expect(lines.allSatisfy { $0.count <= 20 || $0.hasPrefix("The terminal is too narrow") })
    }
}
