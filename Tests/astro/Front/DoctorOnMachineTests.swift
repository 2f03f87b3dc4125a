import Foundation
import Support
import Testing

@Suite("astro doctor on a real machine")
struct DoctorOnMachineTests {
    private struct Report: Decodable {
        struct Check: Decodable {
            let check: String
            let status: String
            let found: String
            let fix: String?
        }

        let checks: [Check]
    }

    private var program: BuiltProgram
    /// The text that no report may contain.
    private let secret = "eyJhbGciOiJSUzI1NiJ9.eyJhcGlUb2tlbklkIjoiY3Rva2VuIn0.marked-signature"

    init() throws {
        program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox", "ASTRO_API_TOKEN": secret, "SHELL": "/bin/bash"]
    }

    /// The result of one check; the whole report contains no secret.
    private func check(_ name: String, extra: [String: String] = [:]) async throws -> Report.Check {
        let outcome = try await program.shell("astro doctor -o json", extra: extra)
        #expect(!(outcome.stdout + outcome.stderr).contains("marked"), "\(outcome.stdout)")
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8))
        #expect(outcome.exitCode == (report.checks.contains { $0.status == "problem" } ? 1 : 0))
        for check in report.checks where ["problem", "warning"].contains(check.status) {
            #expect(check.fix?.isEmpty == false, "\(check.check): \(check.found)")
        }
        return try #require(report.checks.first { $0.check == name })
    }

    private func write(_ text: String, to path: String, mode: Int = 0o600) throws {
        let file = program.home.appending(path: path)
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path())
    }

    /// A server that answers with a time.
    private func server(secondsAhead: Double) throws -> ScriptedServer {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let date = format.string(from: Date(timeIntervalSinceNow: secondsAhead))
        return try ScriptedServer(always: ScriptedServer.response("401 X", "{}", headers: ["Date: \(date)"]))
    }

    private func variables(_ server: ScriptedServer) -> [String: String] {
        ["ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": server.url]
    }

    @Test("finds a clock that is wrong", arguments: [(7_200.0, "behind"), (-7_200, "ahead of"), (0, "")])
    func clock(secondsAhead: Double, words: String) async throws {
        let server = try server(secondsAhead: secondsAhead)
        let clock = try await check("clock", extra: variables(server))
        #expect(clock.status == (words.isEmpty ? "ok" : "problem"))
        #expect(words.isEmpty || clock.found.contains(words))
        #expect(clock.fix == (words.isEmpty ? nil : "set this machine's clock"))
    }

    @Test("finds a server that can't be reached, and then doesn't judge the credential")
    func unreachable() async throws {
        let closed = ["ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": "http://localhost:1"]
        let server = try await check("server", extra: closed)
        #expect(server.status == "problem" && server.found.contains("localhost:1"))
        #expect(server.fix == "astro sandbox serve")
        #expect(try await check("credential", extra: closed).status == "skipped")
    }

    @Test("finds a credential that is refused")
    func credential() async throws {
        let server = try server(secondsAhead: 0)
        let credential = try await check("credential", extra: variables(server))
        #expect(credential.status == "problem")
    }

    @Test("names the proxy without its password, and what is wrong with it")
    func proxy() async throws {
        let domain = ["ASTRO_DOMAIN": "doctor.invalid"]
        let good = try await check(
            "proxy", extra: domain.merging(["HTTPS_PROXY": "http://user:marked@127.0.0.1:1"]) { $1 })
        #expect(good.status == "ok" && good.found.contains("127.0.0.1") && good.found.contains("HTTPS_PROXY"))
        let bad = try await check("proxy", extra: domain.merging(["https_proxy": "gopher://user:marked@p:1"]) { $1 })
        #expect(bad.status == "problem" && bad.fix == "set https_proxy to another address", "\(bad)")
        #expect(try await check("proxy").found == "none")
    }

    @Test("finds missing certificates")
    func certificates() async throws {
        let missing = try await check("certificates", extra: ["SSL_CERT_FILE": "/no/such/bundle.pem"])
        #expect(missing.status == "problem" && missing.found == "/no/such/bundle.pem does not exist")
        #expect(missing.fix == "set SSL_CERT_FILE to a file with the certificates to trust")
        #expect(try await check("certificates").status == "ok")
    }

    @Test(
        "finds whether tab completion is set up",
        arguments: [
            ("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish/config.fish"),
        ])
    func completion(shell: String, file: String) async throws {
        let shellVariable = ["SHELL": "/usr/bin/\(shell)"]
        let missing = try await check("completion", extra: shellVariable)
        #expect(missing.status == "warning" && missing.fix == "astro completion \(shell) --help")
        try write("source <(astro completion \(shell))\n", to: file)
        #expect(try await check("completion", extra: shellVariable).status == "ok")
        #expect(try await check("completion", extra: ["SHELL": "/bin/ksh"]).status == "skipped")
    }

    @Test("finds a config file that others can read, with the command that fixes it")
    func config() async throws {
        try write("context: sandbox\n", to: ".astro/config.yaml", mode: 0o644)
        let config = try await check("config")
        #expect(config.status == "warning")
        let fix = try #require(config.fix)
        #expect(try await program.shell(fix).exitCode == 0)
        #expect(try await check("config").status == "ok")
    }

    private let place = "--deployment Production --yes --context sandbox"

    @Test("finds a state folder in which no change could be logged")
    func unwritableState() async throws {
        _ = try await program.shell("mkdir -p -m 700 .astro")
        #expect(try await check("state folder").found.hasSuffix("/.astro"))
        _ = try await program.shell("mkdir .astro/audit.jsonl")
        #expect(try await check("state folder").found.contains("audit.jsonl"))
    }

    @Test("finds a value that nobody has, with the command that delivers it")
    func undelivered() async throws {
        #expect(try await check("undelivered values").found == "none")
        let lost = try await program.shell("astro deployment token rotate 'CI deploy' \(place) --to-command false")
        #expect(lost.exitCode == 8)
        let left = try await check("undelivered values")
        #expect(left.status == "warning" && left.found.contains("'CI deploy'"))
        let fix = try #require(left.fix)
        let value = try await program.shell(fix)
        #expect(value.exitCode == 0 && value.stdout.count > 40, "\(fix): \(value.stderr)")
        #expect(try await check("undelivered values").found == "none")
    }

    @Test("finds tokens that are being replaced, with the command that lists them, in any context")
    func overlaps() async throws {
        #expect(try await check("pending overlaps").found == "none")
        let line = "astro organization token rotate Terraform --yes --context sandbox --overlap 7d --quiet"
        #expect(try await program.shell(line).exitCode == 0)
        for domain in ["sandbox", "doctor.invalid"] {
            let pending = try await check("pending overlaps", extra: ["ASTRO_DOMAIN": domain])
            #expect(pending.status == "warning" && pending.found.contains("'Terraform'"), "\(pending)")
            let fix = try #require(pending.fix)
            #expect(try await program.shell(fix).stdout.contains("Terraform"), "\(fix)")
        }
    }

    @Test("finds another program of the same name that comes first")
    func otherProgram() async throws {
        try write("#!/bin/sh\n", to: "other/astro", mode: 0o755)
        let other = program.home.appending(path: "other").path()
        let own = BuiltProgram.executable
        var direct = program.program(["doctor", "-o", "json"])
        direct.variables["PATH"] = "\(other):\(own.deletingLastPathComponent().path()):/usr/bin:/bin"
        let outcome = try await program.finish(direct, input: "")
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8))
        let found = try #require(report.checks.first { $0.check == "program" })
        #expect(found.status == "warning" && found.found.contains("\(other)/astro"), "\(found)")
        #expect(found.fix?.hasPrefix("set PATH so that ") == true)
        #expect(try await check("program").status == "ok")
    }

    @Test("is a list of facts with a fix below each on a terminal")
    func terminal() async throws {
        let outcome = try await PseudoTerminal(columns: 100).run(
            program.program(["doctor"], extra: ["NO_COLOR": "1"]), [])
        #expect(outcome.exitCode == 0)
        let lines = TerminalScreen.lines(outcome.output, columns: 100)
        let completion = try #require(lines.firstIndex { $0.hasPrefix("completion ") })
        #expect(lines[completion].contains("warning: not set up for bash"))
        #expect(lines[completion + 1].trimmingCharacters(in: .whitespaces) == "astro completion bash --help")
    }
}
