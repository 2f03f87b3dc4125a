import CSpawn
package import Foundation
import Synchronization

/// A program with its arguments and environment, ready to start.
package struct ChildProgram: Sendable {
    package var executable: String
    package var arguments: [String]
    package var variables: [String: String]
    package var folder: String
    /// Values to keep alive while the program runs.
    package var keeps: TemporaryFolder?

    package init(
        executable: String, arguments: [String], variables: [String: String] = ProcessInfo.processInfo.environment,
        folder: String = "/", keeps: TemporaryFolder? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.variables = variables
        self.folder = folder
        self.keeps = keeps
    }

    /// A program that is found in `PATH`.
    package init(_ words: String...) { self.init(executable: "/usr/bin/env", arguments: words) }

    /// A shell command.
    package static func shell(_ script: String, _ arguments: [String] = []) -> ChildProgram {
        ChildProgram(executable: "/bin/sh", arguments: ["-c", script, "sh"] + arguments)
    }

    /// A stream of the program.
    package enum Stream: Sendable {
        case nothing
        case pipe
        case reading(URL)
        /// A file, which is created or truncated.
        case writing(URL)
    }

    package func start(stdin: Stream = .nothing, stdout: Stream = .nothing, stderr: Stream = .nothing) throws
        -> ChildProcess
    {
        try ChildProcess(self, streams: [stdin, stdout, stderr])
    }

    /// Runs it to its end, and returns its exit code.
    @discardableResult
    package func run(
        stdin: Stream = .nothing, stdout: Stream = .nothing, stderr: Stream = .nothing
    ) async throws -> Int32 {
        try await ProgramTurns.tests.take {
            try await start(stdin: stdin, stdout: stdout, stderr: stderr).exitCode()
        }
    }

    /// Runs it to its end, and expects success.
    package func succeed(stdin: Stream = .nothing, stdout: Stream = .nothing) async throws {
        guard try await run(stdin: stdin, stdout: stdout) == 0 else {
            throw TestFailure("\(executable) \(arguments.joined(separator: " ")) failed")
        }
    }
}

/// A running program, which is killed if nothing waits for its end.
///
/// Foundation's `Process` learns of an end through a socket that every program started at the same time may inherit,
/// and so sometimes waits for an unrelated one, in a thread that the other's test needs.
package final class ChildProcess: Sendable {
    private let id: pid_t
    private let keeps: TemporaryFolder?
    private let status = Mutex<Int32?>(nil)
    private let ends: [Int: FileHandle]

    fileprivate init(_ program: ChildProgram, streams: [ChildProgram.Stream]) throws {
        let files = try streams.enumerated().map { try StreamEnds($1, number: $0) }
        ends = Dictionary(
            uniqueKeysWithValues: files.enumerated().compactMap { index, file in file.ours.map { (index, $0) } })
        id = try Self.spawn(program, files.map(\.theirs.fileDescriptor))
        keeps = program.keeps
        for file in files { try file.theirs.close() }
    }

    deinit {
        send(SIGKILL)
        _ = reap()
    }

    /// Sends a signal, unless it has ended.
    package func send(_ signal: Int32) {
        status.withLock { if $0 == nil { kill(id, signal) } }
    }

    /// Waits for its end; returns the exit code, or 128 plus the number of the signal, like a shell.
    package func exitCode() async throws -> Int32 {
        try await inThreadOfItsOwn { [self] in reap() }
    }

    /// Its output on stdout, until that is closed.
    package func stdout() async throws -> String {
        let end = try end(1)
        return try await inThreadOfItsOwn { String(decoding: try end.readToEnd() ?? Data(), as: UTF8.self) }
    }

    /// Waits until it has written a text to stderr, or closed it; returns everything read until then.
    @discardableResult
    package func stderr(until text: String) async throws -> String { try await read(2, until: text) }

    /// The next line that it writes to stdout, without its end; empty once it has closed that.
    package func nextLine() async throws -> String { String(try await read(1, until: "\n").prefix { $0 != "\n" }) }

    /// Writes to its stdin.
    package func write(_ text: String) throws { try end(0).write(contentsOf: Data(text.utf8)) }

    /// Its output on stdout so far, or the next; empty at its end.
    package func available() async throws -> Data {
        let end = try end(1)
        return try await inThreadOfItsOwn { end.availableData }
    }

    /// Ends its stdin.
    package func closeInput() throws { try end(0).close() }

    private func end(_ number: Int) throws -> FileHandle {
        guard let end = ends[number] else { throw POSIXError(.EBADF) }
        return end
    }

    private func read(_ number: Int, until text: String) async throws -> String {
        let end = try end(number)
        return try await inThreadOfItsOwn { try Self.read(end, until: text) }
    }

    /// Sends each signal as soon as its text was read from stderr, no matter how busy Swift's threads are.
    package func answer(_ signals: [(text: String, signal: Int32)]) async throws {
        let end = try end(2)
        try await inThreadOfItsOwn { [self] in
            for (text, signal) in signals {
                _ = try Self.read(end, until: text)
                send(signal)
            }
        }
    }

    private static func read(_ end: FileHandle, until text: String) throws -> String {
        var bytes = Data()
        while bytes.range(of: Data(text.utf8)) == nil, let byte = try end.read(upToCount: 1), !byte.isEmpty {
            bytes += byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func spawn(_ program: ChildProgram, _ streams: [Int32]) throws -> pid_t {
        let words = ([program.executable] + program.arguments).map { strdup($0) } + [nil]
        let variables = program.variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process = pid_t()
        let error = spawn_alone(&process, words, variables, program.folder, streams)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        return process
    }

    /// A process keeps its ID until it is reaped, so that no signal reaches another one.
    private func reap() -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return status.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            waitpid(id, &status, 0)
            let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            known = code
            return code
        }
    }
}

/// Both ends of a stream: the program's, and the test's if it is a pipe.
private struct StreamEnds {
    let theirs: FileHandle
    var ours: FileHandle?

    init(_ stream: ChildProgram.Stream, number: Int) throws {
        switch stream {
        case .nothing: theirs = try Self.open("/dev/null", O_RDWR)
        case .reading(let url): theirs = try Self.open(url.path(), O_RDONLY)
        case .writing(let url): theirs = try Self.open(url.path(), O_WRONLY | O_CREAT | O_TRUNC)
        case .pipe:
            let pipe = Pipe()
            (theirs, ours) =
                number == 0
                ? (pipe.fileHandleForReading, pipe.fileHandleForWriting)
                : (pipe.fileHandleForWriting, pipe.fileHandleForReading)
        }
    }

    private static func open(_ path: String, _ flags: Int32) throws -> FileHandle {
        let number = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return FileHandle(fileDescriptor: number, closeOnDealloc: true)
    }
}
