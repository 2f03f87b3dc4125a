import Foundation
import Testing

/// Completions from the sandbox, embedded and over HTTP.
@Suite("TAB in a real shell, with data from the server", .enabled(if: InteractiveShell.areThere))
struct LiveCompletionTests {
    static let production = ServedSandbox.production

    @Test("offers names, and IDs if several have the same name", arguments: InteractiveShell.allCases)
    func embedded(shell: InteractiveShell) async throws {
        try await check(shell, BuiltProgram(), "astro --context sandbox")
    }

    @Test("offers them over HTTP", arguments: InteractiveShell.allCases)
    func served(shell: InteractiveShell) async throws {
        let sandbox = try await ServedSandbox()
        try await check(shell, sandbox.client(), "astro")
        withExtendedLifetime(sandbox) {}
    }

    private func check(_ shell: InteractiveShell, _ program: BuiltProgram, _ astro: String) async throws {
        let token = "\(astro) deployment token"
        let here = "--deployment \(Self.production)"
        let lines = [
            "\(token) list --deployment ", "\(token) list --deployment=Prod",
            "\(token) rotate \(here) ",
            "\(token) rotate \(here) -t CI", "\(token) rotate \(here) --name 'CI", "\(token) rotate \(here) --name=Leg",
            "\(token) list --workspace Pay", "\(token) rotate ",
        ]
        let answers = try await shell.tab(lines, in: program)
        #expect(answers[0].shown.contains("Staging") && answers[0].shown.contains("Ledger"))
        #expect(answers[2].shown.contains("Metrics") && answers[2].shown.contains("airflowsync2"))
        #expect(!answers[2].shown.contains("Terraform"))
        if shell != .bash {
            #expect(answers[0].shown.contains("staging") && answers[0].shown.contains("ledger"))
            #expect(answers[2].shown.contains("Airflow sync"))
        }
        #expect(answers[1].line == ["\(token) list --deployment=Production "])
        #expect(answers[3].line == ["\(token) rotate \(here) -t CI\\ deploy "])
        #expect(answers[4].line == ["\(token) rotate \(here) --name 'CI deploy' "])
        #expect(answers[5].line == ["\(token) rotate \(here) --name=Legacy\\ scheduler "])
        #expect(answers[6].line == ["\(token) list --workspace Payments "])
        // Without a Deployment there are no tokens to offer.
        #expect(answers[7].line == [lines[7]])
    }

    @Test("uses the Deployment of the environment", arguments: InteractiveShell.allCases)
    func environment(shell: InteractiveShell) async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DEPLOYMENT_ID": "cdeployment00000000ledger", "ASTRO_DOMAIN": "sandbox"]
        #expect(
            try await shell.lines(["astro deployment token delete "], in: program)
                == ["astro deployment token delete Ledger\\ export "])
    }

    @Test("offers nothing, silently, without a server or a login", arguments: InteractiveShell.allCases)
    func unreachable(shell: InteractiveShell) async throws {
        var program = try BuiltProgram()
        let lines = ["astro deployment token list --deployment ", "astro workspace token list --workspace="]
        let loggedOut = try await shell.tab(lines, in: program)
        // Nothing listens on the port of a server that has ended.
        program.variables = try await ServedSandbox().variables
        let refused = try await shell.tab(lines, in: program)
        for answers in [loggedOut, refused] {
            #expect(answers.map { $0.line.joined() } == lines)
            #expect(answers.allSatisfy { !$0.shown.contains("error") })
        }
        #expect(!FileManager.default.fileExists(atPath: program.home.appending(path: ".astro").path()))
    }

    /// Each by its first letter.
    static let hostileNames = [
        "a$(touch hostile)", "b`touch hostile`", #"c"d'e\f"#, "d; touch hostile #", "e & touch hostile | cat >hostile",
        "f*?[a]{b,c}~", "g!!\\!h", "h=i:j,k@l%m", "i  two  spaces ", "j${HOME}$HOME", "kö 部署 🚀", "l(touch hostile)<>^",
    ]

    @Test("quotes special characters, so that each name is literal", arguments: InteractiveShell.allCases)
    func hostile(shell: InteractiveShell) async throws {
        let program = try BuiltProgram()
        let place = "--context sandbox deployment token"
        let rotate = "args \(place) rotate --deployment \(Self.production)"
        for name in Self.hostileNames + ["QZ\u{1B}[31mred", "QZ\nline", "QZ\ttab"] {
            let created = try await program.run(
                ["deployment", "token", "create", "--context", "sandbox", "-r", "DEPLOYMENT_ADMIN"]
                    + ["--deployment", Self.production, "-n", name])
            #expect(created.exitCode == 0, "\(created.stderr)")
        }
        let openings = ["--name=", "--name ", "--name '", "--name \"", "-t"]
        let lines = openings.flatMap { opening in
            Self.hostileNames.map { "\(rotate) \(opening)\($0.first ?? "?")" }
        }
        let names = try await shell.words(lines, in: program).map { words in
            let last = words.last ?? ""
            return ["--name=", "-t"].first(where: last.hasPrefix).map { String(last.dropFirst($0.count)) } ?? last
        }
        let expected = openings.flatMap { _ in Self.hostileNames }
        for (line, (name, expected)) in zip(lines, zip(names, expected)) { #expect(name == expected, "\(line)") }
        #expect(names.count == expected.count)
        let listed = try await shell.tab(
            ["\(rotate) ", "\(rotate) --name QZ"], in: program)
        #expect(!listed[0].raw.contains("\u{1B}[31mred"))
        #expect(listed[0].raw.contains("QZ [31mred") == (shell != .bash))
        #expect(listed[1].line == ["\(rotate) --name QZ"])
        #expect(!FileManager.default.fileExists(atPath: program.home.appending(path: "hostile").path()))
    }

    @Test("caches results for its owner only, without the credential", arguments: [InteractiveShell.bash])
    func cache(shell: InteractiveShell) async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        _ = try await shell.tab(["astro deployment token list --deployment "], in: client)
        let folder = client.home.appending(path: ".astro/cache/completion").path()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(folder) == 0o700)
        let file = "\(folder)/\(names[0])"
        #expect(try mode(file) == 0o600)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("Production\tcdeployment0000production\n"))
        withExtendedLifetime(sandbox) {}
    }
}
