import Foundation
import Kernel
import Support
import Testing

/// The open files and variables of child processes, as they report them.
@Suite("Child processes", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")))
struct ChildrenTests {
    static let rotate = "deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f"
    /// Reports what a shell finds; in a separate shell, since a redirection may open a file in the outer one.
    static let look = "env > seen; (ls -l /proc/$$/fd > open); cat > got"
    static let secrets = [
        "ASTRO_CONTEXTS_LOCALHOST_REFRESHTOKEN": "kept-secret", "ASTRO_OTHER_API_KEY": "kept-secret",
        "SSLKEYLOGFILE": "/nowhere/keys",
    ]

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
        try Data(Self.look.utf8).write(to: world.home.appending(path: "look"))
    }

    private func text(_ name: String, _ world: BuiltProgram) throws -> String {
        try String(contentsOf: world.home.appending(path: name), encoding: .utf8)
    }

    /// Proves that a program got three streams, the harmless variables, and nothing else from this program.
    ///
    /// - Parameter locks: How many locks of the token that it delivers it keeps until it ends.
    private func expectNothing(
        _ world: BuiltProgram, _ credential: String, locks: Int = 0, at place: SourceLocation = #_sourceLocation
    ) throws {
        let seen = try text("seen", world)
        #expect(seen.contains("ASTRO_DOMAIN=") || seen.contains("ASTRO_LOCAL_CORE="), sourceLocation: place)
        #expect(!seen.contains("ASTRO_API_TOKEN"), sourceLocation: place)
        #expect(!seen.contains(credential), sourceLocation: place)
        #expect(!seen.contains("kept-secret"), sourceLocation: place)
        #expect(!seen.contains("SSLKEYLOGFILE"), sourceLocation: place)
        let open = try text("open", world)
        // A shell keeps its script open.
        let scripts = ["look", "browser", "script", "astro-credential-test"]
        let links = open.split(separator: "\n").map { $0.components(separatedBy: " -> ") }
            .filter { $0.count == 2 && !scripts.contains(URL(filePath: $0[1]).lastPathComponent) }
        let held = links.filter { $0[1].contains("/.astro/locks/\(ServedSandbox.token)") }
        #expect(held.count == locks, "\(open)", sourceLocation: place)
        let others = links.filter { !held.contains($0) }
        let numbers = others.compactMap { $0[0].split(separator: " ").last.flatMap { Int($0) } }
        #expect(numbers == [0, 1, 2], "\(open)", sourceLocation: place)
    }

    @Test("that receive a value inherit no socket or credential, and only its token's lock")
    func command() async throws {
        let outcome = try await world.shell(
            "exec 7<>lock 9</dev/null 25>other; flock 7; astro \(Self.rotate) --to-command 'sh ./look'",
            extra: Self.secrets)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        try expectNothing(world, sandbox.credential, locks: 1)
        #expect(try text("got", world) == sandbox.value(of: ServedSandbox.token))
    }

    @Test("that receive a value get the credential on request")
    func withCredential() async throws {
        let outcome = try await world.shell(
            "astro \(Self.rotate) --with-credential --to-command 'sh ./look'", extra: Self.secrets)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try text("seen", world).contains("ASTRO_API_TOKEN=\(sandbox.credential)\n"))
        #expect(try !text("seen", world).contains("SSLKEYLOGFILE"))
    }

    @Test("that receive a value get the new credential if the one in use was rotated")
    func ownCredential() async throws {
        let own = try #require(try sandbox.value(of: try await ownToken()))
        var world = world
        world.variables["ASTRO_API_TOKEN"] = own
        let outcome = try await world.shell(
            "astro organization token rotate --name self -f --with-credential --to-command 'sh ./look'")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let new = try text("got", world)
        #expect(new != own)
        #expect(try text("seen", world).contains("ASTRO_API_TOKEN=\(new)\n"))
    }

    private func ownToken() async throws -> String {
        let made = try await world.run(
            ShellWords.split("organization token create -n self -r ORGANIZATION_OWNER -o json"))
        return try #require(try object(made.stdout)["id"] as? String, "\(made.stderr)")
    }

    @Test("for a credential helper and a browser inherit nothing")
    func helperAndBrowser() async throws {
        let client = try LoginClient(url: sandbox.url)
        try client.browse(
            "env > \"$HOME/seen\"; (ls -l /proc/$$/fd > \"$HOME/open\"); "
                + "curl -sL -o \"$HOME/page\" \"$1\"")
        let login = try await client.program.run(
            ["login", "localhost"], extra: Self.secrets.merging(["ASTRO_API_TOKEN": sandbox.credential]) { $1 })
        #expect(login.exitCode == 0, "\(login.stderr)")
        try expectNothing(client.program, sandbox.credential)

        let folder = client.program.home.path()
        try Data("env > seen; (ls -l /proc/$$/fd > open); cat > message\n".utf8)
            .write(to: client.program.home.appending(path: "script"))
        let helpers = CodeBase.root.path() + "Tests/Fixtures/helpers"
        let variables = ["ASTRO_CREDENTIAL_HELPER": "test", "SCRIPT_FOLDER": folder]
        _ = try await client.program.shell(
            "exec 7<>lock; flock 7; PATH=\(helpers):$PATH; astro auth status --context localhost </dev/null",
            extra: Self.secrets.merging(variables) { $1 })
        try expectNothing(client.program, "eyJ")
    }

    @Test("for a pager inherit nothing")
    func pager() async throws {
        var world = world
        world.variables["PAGER"] = Self.look
        world.variables.merge(Self.secrets) { $1 }
        let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]
        let outcome = try await PseudoTerminal(rows: 4).run(world.program(list), [])
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        try expectNothing(world, sandbox.credential)
        #expect(try text("got", world).contains(ServedSandbox.token))
    }

    @Test("keep their core file limit, while the program's own is zero")
    func cores() async throws {
        let look = "ulimit -c > limit; grep core /proc/$PPID/limits > ours; cat > got"
        for limit in ["0", "1000", "unlimited"] {
            let outcome = try await world.shell(
                """
                ulimit -S -c \(limit) || exit 9
                sh -c 'ulimit -c > before'; astro \(Self.rotate) --to-command "sh -c '\(look)'"
                """)
            #expect(outcome.exitCode == 0, "\(outcome.stderr)")
            #expect(try text("limit", world) == text("before", world))
            #expect(try text("ours", world).split(separator: " ").dropFirst(4).first == "0")
        }
    }
}

@Suite("The memory of this program", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/limits")))
struct MemorySecrecyTests {
    let sandbox: ServedSandbox

    init() async throws { sandbox = try await ServedSandbox() }

    @Test(
        "cannot be read by another process of the same user (as root)",
        .enabled(if: geteuid() == 0 && Tools.have("setpriv")))
    func dumps() async throws {
        let world = try sandbox.client()
        let outcome = try await world.shell(
            """
            chmod 755 . ; mkdir own; chown 12345 own; cd own
            as() { setpriv --reuid=12345 --regid=12345 --clear-groups env HOME="$PWD" "$@"; }
            as astro \(ChildrenTests.rotate) --to-command "sh -c 'stat -c %u /proc/\\$PPID/environ /proc/\\$\\$/environ; cat > got'"
            """)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        // What stands there belongs to root as long as nobody else may look into the process.
        #expect(outcome.stderr.contains("0\n12345\n"), "\(outcome.stderr)")
    }

    @Test("leaks no TLS keys to SSLKEYLOGFILE", .needs("curl", "openssl", "python3"))
    func keyLog() async throws {
        let front = try await TLSFront(forwardingTo: sandbox.port)
        var client = try sandbox.client()
        client.variables.merge(
            [
                "ASTRO_LOCAL_CORE": front.url, "SSL_CERT_FILE": front.certificate.certificate,
                "SSLKEYLOGFILE": client.home.appending(path: "keys").path(),
            ]
        ) { $1 }
        let outcome = try await client.shell("astro \(ChildrenTests.rotate)")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(!FileManager.default.fileExists(atPath: client.home.appending(path: "keys").path()))
    }
}
