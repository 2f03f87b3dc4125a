import Testing

@testable import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A program that a text is piped through")
struct PipedProcessTests {
    /// Like in the program, a pipe without a reader is an error and doesn't end the process.
    init() { signal(SIGPIPE, SIG_IGN) }

    func shell(_ line: String) -> PipedProcess {
        PipedProcess(
            words: ["/bin/sh", "-c", line],
            environment: Environment(variables: ["PATH": "/usr/bin:/bin"], workingDirectory: "/"))
    }

    @Test("gets all of it and returns all of its output, regardless of size")
    func large() throws {
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20)
        var count = 0
        let outcome = try shell("cat").run(input: input) { count += $0.count }
        #expect(outcome.exitCode == 0)
        #expect(count == input.count)
    }

    @Test("may read nothing of it")
    func unread() throws {
        let outcome = try shell("echo done; exit 3").run(input: [UInt8](repeating: 0, count: 1 << 20)) { _ in }
        #expect(outcome.exitCode == 3)
    }

    @Test("has its error messages shown, up to a limit")
    func errors() throws {
        let outcome = try shell("head -c 100000 /dev/zero | tr '\\0' e >&2; exit 5").run(input: []) { _ in }
        #expect(outcome.exitCode == 5)
        #expect(outcome.errors == String(repeating: "e", count: 4_096))
    }

    @Test("is stopped when its time is up")
    func timeout() throws {
        #expect(try shell("exec sleep 60").run(input: [], timeout: .zero) { _ in }.timedOut)
    }

    @Test("is stopped if nobody reads its output")
    func refused() {
        struct Enough: Error {}
        #expect(throws: Enough.self) { try shell("yes").run(input: []) { _ in throw Enough() } }
    }

    @Test("is stopped if the task is canceled")
    func canceled() async {
        let process = shell("exec sleep 60")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try process.run(input: []) { _ in }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
