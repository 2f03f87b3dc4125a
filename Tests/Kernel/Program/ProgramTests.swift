@testable import Base
@testable import Terminal
@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("A program")
struct ProgramTests {
    /// Logged in, with nobody to answer.
    var test: CommandTest {
        var test = CommandTest(.test, Probe.Probes.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    @Test("exits with its command's exit code", arguments: ExitCode.allCases)
    func exitCodes(code: ExitCode) async throws {
        let result = try await test.run("fail \(code.rawValue)")
        #expect(result.exitCode == code)
        #expect(result.stdout == "")
        #expect(result.stderr == "error: it failed\nhint: try again\nrequest ID: req-7\n")
    }

    @Test("exits with 1 on an unknown error, and shows it without control characters")
    func unknownError() async throws {
        let result = try await test.run("fail 99")
        #expect(result.exitCode == .failure)
        #expect(result.stderr == "error: 'astro fail' (plugin 'probes') failed: odd \\u{1b}[31m\n")
    }

    @Test("exits with 130 when it is interrupted")
    func interrupted() async throws {
        #expect(try await test.run("interrupt").exitCode == .interrupted)
    }

    @Test("refuses contradictory arguments before the command runs")
    func validation() async throws {
        let result = try await test.run("contrary --up --down")
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("--up and --down contradict each other\nhint: astro contrary --help"))
    }

    @Test("points to the command's help if a usage error has no better hint")
    func usageHint() async throws {
        #expect(try await test.run("fail").stderr == "error: missing CODE: The exit code\nhint: astro fail --help\n")
        let whileRunning = try await test.run("contrary --down")
        #expect(whileRunning.stderr == "error: there is no way down\nhint: astro contrary --help\n")
    }

    @Test("shows its help without arguments")
    func nothing() async throws {
        let result = try await test.run([])
        #expect(result.exitCode == .success)
        #expect(result.stdout.contains("Usage:\n  astro COMMAND [FLAGS]"))
    }

    @Test(
        "refuses unknown, empty and repeated --fields before anything is sent",
        arguments: [
            ("show --fields nope", "unknown field 'nope'\nhint: --fields takes id, name"),
            ("show --fields id,,name", "--fields: 'id,,name' is not a list of names separated by commas"),
            ("show --fields=", "--fields: '' is not a list of names separated by commas"),
            ("show --fields id,ID", "unknown field 'ID'"),
            ("show --fields id,name,id", "--fields names 'id' twice"),
            ("change --fields id", "the result of 'astro change' has no fields to pick with --fields"),
        ])
    func fields(line: String, message: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
        #expect(result.stderr.contains(message))
        #expect(result.requests.isEmpty)
    }

    @Test("allows spaces around the names of --fields")
    func spacedFields() async throws {
        var test = test
        test.expect(.get, "/v1/thing", .json("{}"))
        #expect(try await test.run("show --fields 'name, id' --no-header").stdout == "one  1\n")
    }

    @Test("refuses two different formats")
    func formats() async throws {
        #expect(
            try await test.run("fail 1 --json -o csv").stderr.contains("--json and --output csv cannot be combined"))
        #expect(try await test.run("fail 4 --json -o json").exitCode == .notFound)
    }

    @Test(
        "refuses an invalid common flag or its variable",
        arguments: [
            ("change --timeout 0", "--timeout: '0' is out of range (0.001 to 86400)"),
            ("change --verbosity loud", "--verbosity: 'loud' is not one of debug, info, warn, error"),
            ("change --organization-id a/b", "--organization-id: 'a/b' is not a valid ID"),
            ("change --context ''", "--context: '' must not be empty"),
            ("change -o xml", "--output: 'xml' is not one of table, wide, json, jsonl, csv, yaml"),
        ])
    func commonFlags(line: String, message: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains(message))
    }

    @Test("refuses an invalid variable of a common flag by the variable's name")
    func commonVariable() async throws {
        var test = test
        test.variables["ASTRO_ORGANIZATION_ID"] = "../x"
        #expect(try await test.run("change").stderr.contains("ASTRO_ORGANIZATION_ID: '../x' is not a valid ID"))
    }

    @Test(
        "that changed something and cannot write its result exits with 8",
        arguments: [
            StreamError.closed, .system("No space left on device"),
        ])
    func undelivered(failure: StreamError) async throws {
        var test = test
        test.stdoutFailure = failure
        #expect(try await test.run("change").exitCode == .undelivered)
    }

    @Test("opens no connection and no file for a command that needs neither")
    func lazy() async throws {
        var test = test
        test.files["/home/test/.astro/config.yaml"] = "\tbroken"
        #expect(try await test.run("change").stdout == "changed\n")
    }
}
