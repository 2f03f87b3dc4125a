import Foundation
import Kernel
import Support
import Testing

/// Signals at every stage of a rotation, by the built program; the server or a command waits where the test needs it.
@Suite("An interrupted rotation")
struct InterruptionTests {
    static let signals = [(SIGINT, Int32(130)), (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131)]
    static let rotate = PowerCutTests.rotate
    static let repetition =
        "hint: astro deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production)"

    let server: FaultyServer
    let world: BuiltProgram

    init() throws {
        server = try FaultyServer([])
        world = try server.client()
    }

    private func start(_ flags: String = "") throws -> ChildProcess {
        try world.program(ShellWords.split("\(Self.rotate) --timeout 600 \(flags)")).start(stderr: .pipe)
    }

    @Test("before any request changes nothing, and says so", arguments: signals)
    func before(signal: Int32, code: Int32) async throws {
        server.stall(atRequest: 1, isDone: false)
        let process = try start()
        #expect(try await server.waitForStall())
        process.send(signal)
        let said = try await process.stderr(until: "nothing was changed")
        #expect(said.contains("error: interrupted; nothing was changed"), "\(said)")
        #expect(try await process.exitCode() == code)
    }

    @Test(
        "finishes the step first, and after a second signal says that the old value may no longer work",
        arguments: signals)
    func during(signal: Int32, code: Int32) async throws {
        server.stall(atRequest: 2, isDone: signal == SIGTERM)
        let process = try start()
        #expect(try await server.waitForStall())
        process.send(signal)
        try await process.stderr(until: "Ctrl-C again")
        process.send(signal)
        let said = try await process.stderr(until: Self.repetition)
        #expect(said.contains("its old value may no longer work, and nobody has the new one"), "\(said)")
        #expect(said.contains(Self.repetition), "\(said)")
        #expect(try await process.exitCode() == code)
        server.goOn()
        let reminded = try await world.run(["organization", "token", "list"])
        #expect(reminded.stderr.contains("its outcome is unknown\n\(Self.repetition)\n"), "\(reminded.stderr)")
        let again = try await world.run(ShellWords.split("\(Self.rotate) --to-file new"))
        #expect(again.exitCode == 0, "\(again.stderr)")
    }

    @Test(
        "says after a second signal how to repeat an update or a deletion",
        arguments: [
            ("update", "--new-name 'CI 2' --description ''", ""), ("delete", "", "--yes"),
        ])
    func otherChanges(verb: String, words: String, flag: String) async throws {
        let place = "--deployment \(ServedSandbox.production)"
        let line = ["deployment token \(verb) \(ServedSandbox.token)", words, place].filter { !$0.isEmpty }
            .joined(separator: " ")
        server.stall(atRequest: 2, isDone: true)
        let process = try world.program(ShellWords.split("\(line) \(flag) --timeout 600")).start(stderr: .pipe)
        #expect(try await server.waitForStall())
        process.send(SIGINT)
        try await process.stderr(until: "Ctrl-C again")
        process.send(SIGINT)
        let said = try await process.stderr(until: "hint: astro \(line)\n")
        #expect(said.contains("may or may not have been done\nhint: astro \(line)\n"), "\(said)")
        #expect(try await process.exitCode() == 130)
    }

    @Test("after the answer says at a second signal where the value is, and how to get it")
    func after() async throws {
        // It ends with the program, and not before.
        let wait = "while kill -0 $PPID 2>/dev/null; do sleep 0.1; done"
        let process = try start("--to-command 'sh -c \"echo there >&2; \(wait)\"'")
        try await process.answer([("there", SIGINT), ("Ctrl-C again", SIGTERM)])
        let said = try await process.stderr(until: "hint: astro deployment token recover \(ServedSandbox.token)")
        let record = "\(world.home.path())/.astro/recovery/\(ServedSandbox.token).json"
        #expect(said.contains("it is saved in \(record). The old value no longer works"), "\(said)")
        #expect(said.contains("hint: astro deployment token recover \(ServedSandbox.token)"), "\(said)")
        #expect(try await process.exitCode() == 143)
        _ = try await world.stdout(of: "deployment token recover \(ServedSandbox.token) --to-file new")
        let value = try #require(try server.value(of: ServedSandbox.token))
        #expect(FileManager.default.contents(atPath: world.home.path() + "/new") == Data(value.utf8))
    }

    @Test("abandoned by a second signal is reported in JSON if errors are")
    func json() async throws {
        server.stall(atRequest: 2, isDone: true)
        let process = try start("--json")
        #expect(try await server.waitForStall())
        process.send(SIGINT)
        try await process.stderr(until: "Ctrl-C again")
        process.send(SIGINT)
        let said = try await process.stderr(until: "}}")
        let line = try #require(said.split(separator: "\n").last.map(String.init))
        let error = try #require(try object(line)["error"] as? [String: Any])
        #expect(error["exitCode"] as? Int == 130)
        #expect((error["message"] as? String)?.contains("may no longer work") == true)
    }

    @Test(
        "continues if the program was started with the signal ignored",
        arguments: [("INT", SIGINT), ("HUP", SIGHUP), ("QUIT", SIGQUIT), ("TERM", SIGTERM)])
    func ignored(name: String, signal: Int32) async throws {
        let gate = try ScriptedServer(always: ScriptedServer.response("404 Not Found", "{}"), waits: true)
        var program = world
        program.variables["ASTRO_LOCAL_CORE"] = gate.url
        var shell = program.program([
            "-c", "trap '' \(name); exec \(BuiltProgram.executable.path()) \(Self.rotate) --timeout 600",
        ])
        shell.executable = "/bin/sh"
        let process = try shell.start(stderr: .pipe)
        try await gate.waitForRequest()
        process.send(signal)
        gate.release()
        let said = try await process.stderr(until: "error:")
        #expect(!said.contains("interrupted"), "\(said)")
        let code = try await process.exitCode()
        #expect(code == 4, "\(code): \(said)")
    }

    #if os(Linux)
        @Test("passes inherited ignored signals to its children, and no others")
        func children() async throws {
            // It reads nothing, so the delivery fails; only its output matters.
            let command = "--to-command 'grep SigIgn /proc/self/status'"
            let outcome = try await world.shell("trap '' HUP; astro \(Self.rotate) \(command)")
            let mask = outcome.stderr.split(separator: "\n").first?.split(separator: "\t").last
            let ignored = try #require(mask.flatMap { UInt64($0, radix: 16) }, "\(outcome.stderr)")
            #expect(ignored & 1 << (SIGHUP - 1) != 0)
            for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] { #expect(ignored & 1 << (signal - 1) == 0) }
        }
    #endif

    @Test("restores the terminal of a prompt", arguments: signals)
    func terminal(signal: Int32, code: Int32) async throws {
        let program = world.program(["deployment", "token", "rotate", "--deployment", ServedSandbox.production])
        let outcome = try await PseudoTerminal().run(program, [.expect("CI deploy"), .signal(signal)])
        #expect(outcome.exitCode == Int(code), "\(outcome.output)")
        #expect(outcome.isRestored)
        #expect(outcome.output.contains("nothing was changed"), "\(outcome.output)")
    }
}

@Suite("A wait for a lock")
struct LockWaitTests {
    let sandbox: ServedSandbox

    init() async throws { sandbox = try await ServedSandbox() }

    /// Takes a lock of a program's state for the test.
    private func hold(_ name: String, _ world: BuiltProgram) throws -> any FileLock {
        try #require(try LocalFileSystem().tryLock(world.home.path() + "/.astro/" + name))
    }

    @Test("for another rotation ends at the first Ctrl-C, with nothing changed")
    func delivery() async throws {
        let world = try sandbox.client()
        let lock = try hold("locks/\(ServedSandbox.token).json.lock", world)
        defer { lock.release() }
        let process = try world.program(ShellWords.split(PowerCutTests.rotate)).start(stderr: .pipe)
        try await process.stderr(until: "working on")
        process.send(SIGINT)
        let said = try await process.stderr(until: "still works")
        #expect(said.contains("nothing was changed: the old value of the token"), "\(said)")
        #expect(try await process.exitCode() == 130)
    }

    @Test("for the login ends at the first Ctrl-C", arguments: ["login.lock", "config.yaml.lock"])
    func login(name: String) async throws {
        let told = SelfRotationTests.helper.replacing("cat > login;;", with: "cat > login; echo stored >&2;;")
            .replacing("[ ! -e login ] || cat login", with: "echo got >&2; cat login")
        let login = try await OwnLogin(sandbox, helper: told)
        let lock = try hold(name, login.world)
        defer { lock.release() }
        let process = try login.world.program(ShellWords.split(OwnLogin.rotate)).start(stderr: .pipe)
        try await process.stderr(until: name == "login.lock" ? "got" : "stored")
        process.send(SIGINT)
        let said = try await process.stderr(until: "nothing was changed")
        #expect(said.contains("nothing was changed"), "\(said)")
        #expect(try await process.exitCode() == 130)
        #expect(try sandbox.value(of: ServedSandbox.token) == login.oldValue)
    }

    @Test("ends if the waiting task is canceled", arguments: [false, true])
    func task(isBlocking: Bool) async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path() + "/lock"
        let files = LocalFileSystem()
        let held = try #require(try files.tryLock(path))
        defer { held.release() }
        let (waiting, isWaiting) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            isWaiting.finish()
            if isBlocking {
                try await Self.inTask { try files.withLock(path, patience: .seconds(60)) {} }
            } else {
                try await files.lock(path, patience: .seconds(60)).release()
            }
        }
        for await _ in waiting {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// A blocking call is canceled together with the task that it blocks.
    private static func inTask(_ work: () throws -> Void) async throws { try work() }
}
