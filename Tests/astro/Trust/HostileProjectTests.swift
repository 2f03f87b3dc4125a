import Foundation
import Support
import Testing

/// A cloned repository whose `.astro/config.yaml` and programs are a stranger's.
@Suite("A hostile project")
struct HostileProjectTests {
    static let login = "stored-login-s3cret"
    static let refresh = "stored-refresh-s3cret"

    let stranger: Stranger
    let server: ScriptedServer
    var program: BuiltProgram

    init() throws {
        stranger = try Stranger()
        // This answers every request, even the one for the login server: with a port where nothing listens.
        let login = #""clientId":"c","audience":"a","domainUrl":"http://127.0.0.1:9/""#
        let page = #""limit":1000,"offset":0,"totalCount":0,"tokens":[],"deployments":[]"#
        server = try ScriptedServer(always: ScriptedServer.response("200 OK", "{\(page),\(login)}"))
        program = try BuiltProgram()
        // No request leaves this machine: the proxy doesn't exist.
        program.variables = ["https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"]
        try FileManager.default.createDirectory(
            at: program.home.appending(path: "project/.astro"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: program.home.appending(path: ".astro"), withIntermediateDirectories: true)
        try writeHome(expires: "2099-01-01T00:00:00Z")
    }

    func writeHome(expires: String) throws {
        let contexts = ["localhost", "astronomer_io"].map { name in
            """
              \(name):
                domain: \(name.replacing("_", with: "."))
                organization: cmine
                token: Bearer \(Self.login)
                refreshtoken: \(Self.refresh)
                expiresin: "\(expires)"

            """
        }
        let text = "context: localhost\nlocal:\n  core: \(server.url)\ncontexts:\n" + contexts.joined()
        try Data(text.utf8).write(to: program.home.appending(path: ".astro/config.yaml"))
    }

    /// Writes the project's file; `EVIL` is the stranger's address.
    func write(_ text: String) throws {
        let text = text.replacing("EVIL", with: stranger.url)
        try Data(text.utf8).write(to: program.home.appending(path: "project/.astro/config.yaml"))
    }

    /// A program in the project that records its input and its calls.
    func plant(_ name: String) throws {
        let path = program.home.appending(path: "project/\(name)")
        try Data("#!/bin/sh\ntouch \"$HOME/planted-ran\"\ncat > \"$HOME/planted-input\"\n".utf8).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path())
    }

    var plantedRan: Bool { FileManager.default.fileExists(atPath: program.home.path() + "/planted-ran") }

    static let attacks = [
        "cloud:\n  api:\n    protocol: \"EVIL/x?\"\n", "cloud:\n  api:\n    protocol: http\n", "local:\n  core: EVIL\n",
        "context: localhost\nlocal:\n  core: EVIL\n", "CONTEXT: localhost\nLocal:\n  Core: EVIL\n",
        "\u{FEFF}local:\n  core: EVIL\n", "\"local\":\n  'core': EVIL\n",
        "context: evil.localhost\ncloud:\n  api:\n    protocol: http\n",
        "contexts:\n  localhost:\n    domain: evil.localhost\n    organization: ctheirs\n",
        "contexts:\n  localhost:\n    token: theirs\n    refreshtoken: theirs\nlocal:\n  core: EVIL\n",
        "version:\n  url: EVIL/newest\nlocal:\n  core: EVIL\n",
    ]

    static let lines = [
        "deployment token list --deployment cdeployment0000production",
        "deployment token list --deployment cdeployment0000production --context localhost",
        "deployment list --context astronomer.io --timeout 1", "deployment list --all", "workspace list",
        "organization list", "auth token", "auth status", "api /organizations", "version --check", "config list",
        "deployment token rotate ctoken00000000000cideploy --deployment cdeployment0000production -f",
        "login localhost --token-login opaque",
        "completion candidates --shell fish --word '' -- deployment token list --deployment",
        "completion candidates --shell zsh --word '' -- astro workspace switch",
        "completion candidates --shell fish --word '' -- --context astronomer.io deployment token list --deployment",
    ]

    @Test("cannot have the stored login sent, with or without --context, or on TAB", arguments: attacks)
    func storedLogin(attack: String) async throws {
        try write(attack)
        for line in Self.lines {
            _ = try await program.shell("cd project && astro \(line) </dev/null", extra: ["ASTRO_NO_PAGER": "1"])
            #expect(stranger.heard.isEmpty, "\(line)")
            try writeHome(expires: "2099-01-01T00:00:00Z")
        }
        #expect(!server.requests.isEmpty)
    }

    @Test("cannot have the refresh token sent when the login has expired", arguments: attacks)
    func refreshToken(attack: String) async throws {
        try write(attack)
        try writeHome(expires: "2020-01-01T00:00:00Z")
        for line in Self.lines.prefix(6) + Self.lines.suffix(3) {
            _ = try await program.shell("cd project && astro \(line) </dev/null")
            #expect(stranger.heard.isEmpty, "\(line)")
        }
    }

    @Test("cannot have ASTRO_API_TOKEN sent", arguments: attacks)
    func environmentToken(attack: String) async throws {
        try write(attack)
        let token =
            "eyJhbGciOiJSUzI1NiJ9.\(Data(#"{"permissions":["organizationId:cmine"]}"#.utf8).base64EncodedString()).c2ln"
        for line in Self.lines {
            _ = try await program.shell("cd project && astro \(line) </dev/null", extra: ["ASTRO_API_TOKEN": token])
            #expect(stranger.heard.isEmpty, "\(line)")
        }
    }

    @Test("cannot redirect a command from the person's own server, with one notice on stderr")
    func ownServer() async throws {
        try write("context: astronomer.io\nlocal:\n  core: EVIL\n")
        let outcome = try await program.shell("cd project && astro \(Self.lines[0])")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(server.requests.count == 1)
        let notices = outcome.stderr.split(separator: "\n").filter { $0.hasPrefix("Ignored") }
        #expect(notices.count == 1)
        #expect(notices.first?.contains("'context', 'local.core'") == true)
        #expect(notices.first?.hasSuffix("/project/.astro/config.yaml, which a project cannot set.") == true)
        let tab = try await program.shell("cd project && astro \(Self.lines[13])")
        #expect(tab.stderr.isEmpty)
    }

    @Test("cannot have its own program run, as a credential helper or through a relative PATH")
    func helper() async throws {
        try write("credential_helper: x\n")
        try plant("astro-credential-x")
        for path in [".:$PATH", ":$PATH", "$PATH:", "./:$PATH", "$PWD:$PATH"] {
            let outcome = try await program.shell("cd project && PATH=\(path) astro \(Self.lines[0])")
            #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        }
        #expect(!plantedRan)
        // The person's own choice of a helper isn't searched for there, either.
        let outcome = try await program.shell(
            "cd project && PATH=.:$PATH astro \(Self.lines[0])", extra: ["ASTRO_CREDENTIAL_HELPER": "x"])
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("astro-credential-x is not on PATH"))
        #expect(!plantedRan)
    }

    @Test(
        "cannot have a value passed to its own program",
        arguments: [
            "vault", "sh -c 'vault write'", "env vault", "bash -c 'exec vault'",
        ])
    func toCommand(command: String) async throws {
        try plant("vault")
        let outcome = try await program.shell(
            """
            cd project && PATH=.:$PATH astro deployment token rotate ctoken00000000000cideploy --yes \
            --deployment cdeployment0000production --context sandbox --to-command "\(command)"
            """)
        #expect(outcome.exitCode != 0)
        #expect(!plantedRan)
    }

    @Test("cannot choose the browser", arguments: ["firefox", "xdg-open:firefox --new", "firefox %s", ""])
    func browser(command: String) async throws {
        for name in ["xdg-open", "firefox"] { try plant(name) }
        let port = try LoginClient.freePort()
        let outcome = try await program.shell(
            "cd project && PATH=.:$PATH timeout 3 astro login localhost </dev/null",
            extra: ["BROWSER": command, "DISPLAY": ":0", "ASTRO_LOGIN_PORT": "\(port)"])
        #expect(outcome.exitCode == 124)
        #expect(outcome.stderr.contains("/authorize?"))
        #expect(!plantedRan)
    }

    @Test("cannot choose the pager", arguments: ["less", "more -R", "LESS= less"])
    func pager(command: String) async throws {
        for name in ["less", "more"] { try plant(name) }
        _ = try await program.run(["sandbox", "reset", "--tokens", "500"])
        var shell = program.program(
            [
                "-c",
                "cd project && PATH=.:/usr/bin:/bin exec \(BuiltProgram.executable.path()) deployment token list "
                    + "--deployment \(ServedSandbox.production) --context sandbox",
            ], extra: ["PAGER": "\(command) | cat"])
        shell.executable = "/bin/sh"
        _ = try await PseudoTerminal().run(shell, [])
        #expect(!plantedRan)
    }
}
