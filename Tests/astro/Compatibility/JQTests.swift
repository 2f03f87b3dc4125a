import Foundation
import Support
import Testing

@Suite("--jq", .needs("jq"))
struct JQTests {
    let list = "astro deployment list --all --context sandbox"

    @Test("filters the JSON of a result, with any other flags", arguments: ["--jq", "-q", "-o json --jq"])
    func filters(flag: String) async throws {
        let outcome = try await BuiltProgram().shell("\(list) \(flag) '.deployments[].name'")
        #expect(outcome.stdout == "Production\nStaging\nLedger\n")
        #expect(outcome.stderr == "")
    }

    @Test("accepts an expression that begins with a dash")
    func dash() async throws {
        #expect(try await BuiltProgram().shell("\(list) --jq='-(.totalCount)'").stdout == "-3\n")
    }

    @Test("filters what a check found, and keeps its exit code")
    func check() async throws {
        let outcome = try await BuiltProgram().shell(
            "astro deployment token check --deployment-id cdeployment0000production --context sandbox -q .totalCount")
        #expect(outcome.exitCode == 4)
        #expect(outcome.stdout == "1\n")
    }

    @Test(
        "that is invalid is a usage error before any request",
        arguments: [("'.a['", "does not accept"), ("''", "--jq"), (". -o csv", "--jq needs JSON")])
    func refused(words: String, message: String) async throws {
        // Nothing listens there: a request would be exit 6.
        let program = try BuiltProgram()
        let outcome = try await program.shell(
            "ASTRO_DOMAIN=localhost ASTRO_LOCAL_CORE=http://127.0.0.1:1 astro workspace list --organization-id c1 -q \(words)"
        )
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains(message))
    }

    @Test("without jq on the machine is a usage error that says so")
    func missing() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(
            ["workspace", "list", "--context", "sandbox", "-q", "."], extra: ["PATH": "/nowhere"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("'jq', which is not on PATH"))
    }

    @Test(
        "is refused if a value is shown only once",
        arguments: ["rotate --force ctoken00000000000cideploy", "create -n x"])
    func secrets(words: String) async throws {
        let outcome = try await BuiltProgram().shell(
            "astro deployment token \(words) --deployment-id cdeployment0000production --context sandbox -q .token")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("--fields"))
    }

    @Test("reports why an expression failed")
    func failing() async throws {
        let outcome = try await BuiltProgram().shell("\(list) -q '.deployments | error(\"no\")'")
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("jq exited with 5"))
    }

    @Test("may write 100 MB")
    func large() async throws {
        let outcome = try await BuiltProgram().shell("\(list) -q '\"x\" * 100000000' | wc -c")
        #expect(outcome.stdout.trimmingCharacters(in: .whitespaces) == "100000001\n")
    }

    @Test("ends when the reader of its result does")
    func closedPipe() async throws {
        let outcome = try await BuiltProgram().shell("\(list) -q 'repeat(1)' | head -n 1")
        #expect(outcome.stdout == "1\n")
        #expect(outcome.stderr == "")
    }

    @Test("never gets the credential")
    func credential() async throws {
        var program = try BuiltProgram()
        program.variables["ASTRO_API_TOKEN"] = "secret"
        let outcome = try await program.shell(
            "astro context list -q '$ENV | has(\"ASTRO_API_TOKEN\")'")
        #expect(outcome.stdout == "false\n")
    }

    @Test("sends no control characters to a terminal")
    func terminal() async throws {
        let program = try BuiltProgram()
        let outcome = try await PseudoTerminal().run(
            program.program(["context", "list", "--context", "sandbox", "-q", #""a\u001b[31mb""#]), [])
        #expect(outcome.kept.contains("a\\u{1b}[31mb"))
    }
}
