@testable import Base
@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("An error")
struct ErrorReporterTests {
    let json =
        #"{"error":{"code":"not_found","message":"it failed","hint":"try again","requestId":"req-7","exitCode":4}}"#

    @Test(
        "is JSON on stderr if JSON is requested, however that is spelled",
        arguments: [
            "fail 4 -o json", "fail 4 -ojson", "fail 4 -o=json", "fail 4 --output json", "fail 4 --output=json",
            "fail 4 --json", "--json fail 4", "-o json fail 4", "fail -fo json 4", "fail -fojson 4",
            "fail 4 -o csv -o json", "fail 4 --json=true",
        ])
    func asJSON(line: String) async throws {
        let result = try await CommandTest(.test, Probe.Probes.self).run(line)
        #expect(result.exitCode == .notFound)
        #expect(result.stdout == "")
        #expect(result.stderr == json + "\n")
    }

    @Test(
        "is text otherwise",
        arguments: ["fail 4", "fail 4 -o yaml", "fail 4 --json=false", "fail 4 -o json -o table", "fail 4 -o csv"])
    func asText(line: String) async throws {
        #expect(try await CommandTest(.test, Probe.Probes.self).run(line).stderr.hasPrefix("error: it failed\n"))
    }

    @Test(
        "about an invalid line is JSON, too",
        arguments: [
            "--json fail", "fail -o json", "fail --output=json --nope 4", "nonsense --json", "fail x -ojson",
            "--json=true --nope fail",
        ])
    func unsoundLine(line: String) async throws {
        let result = try await CommandTest(.test, Probe.Probes.self).run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix(#"{"error":{"code":"usage","message":""#))
        #expect(result.stderr.hasSuffix(#""exitCode":2}}"# + "\n"))
    }

    @Test("is red on a terminal, unless colors are off")
    func colour() async throws {
        var test = CommandTest(.test, Probe.Probes.self)
        test.terminal = 80
        #expect(try await test.run("fail 4").stderr.hasPrefix("\u{1B}[1;31merror:\u{1B}[0m it failed\n"))
        #expect(try await test.run("fail 4 --no-color").stderr.hasPrefix("error: it failed\n"))
    }

    @Test("is shown at every verbosity")
    func verbosity() async throws {
        #expect(
            try await CommandTest(.test, Probe.Probes.self).run("fail 4 --verbosity error").stderr.contains("it failed")
        )
    }

    @Test("has a unique machine-readable name", arguments: ExitCode.allCases)
    func names(code: ExitCode) {
        #expect(ExitCode.allCases.count { $0.name == code.name } == 1)
    }
}
