import Foundation
import Kernel
import Support
import Testing

/// Readers at the other end of stdout, by the built program.
@Suite("A pipe that a value is written to", .needs("curl", "openssl", "python3"))
struct PipeTests {
    static let record = ".astro/recovery/\(ServedSandbox.token).json"
    /// Waits until there is something to read, but does not read it.
    private static let peek = """
        import array, fcntl, os, sys, termios
        count = array.array("i", [0])
        while count[0] == 0:
            fcntl.ioctl(0, termios.FIONREAD, count)
        """

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    private func run(flags: String = "", reader: String) async throws -> BuiltProgram.Outcome {
        try Data(reader.utf8).write(to: world.home.appending(path: "reader.py"))
        return try await world.shell(
            "astro \(PowerCutTests.rotate) \(flags) | python3 reader.py; exit ${PIPESTATUS[0]}")
    }

    #if os(Linux)
        @Test(
            "has not delivered it if the reader exits without reading, and the value is kept",
            arguments: ["", "--json"])
        func unread(flags: String) async throws {
            let outcome = try await run(flags: flags, reader: Self.peek)
            #expect(outcome.exitCode == 8, "\(outcome.stderr)")
            #expect(outcome.stderr.contains("stdout: its reader is gone"), "\(outcome.stderr)")
            let value = try #require(try sandbox.value(of: ServedSandbox.token))
            try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: [.file(Self.record)], "")
        }
    #endif

    @Test("has delivered it if the reader is slow")
    func slow() async throws {
        // It reads after the program has finished with the value.
        let wait = "while os.path.exists('\(Self.record)'): pass\n"
        let outcome = try await run(
            reader: "\(Self.peek)\n\(wait)open('got', 'w').write(sys.stdin.read())\nos.chmod('got', 0o600)")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: [.file("got")], "")
    }

    @Test("has delivered it if the reader reads it and exits")
    func read() async throws {
        let outcome = try await run(reader: "import sys\nsys.stdin.readline()")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
    }
}
