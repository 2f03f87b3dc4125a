import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that gets a text on its standard input, and whose end is awaited.
package struct Subprocess {
    /// How it ended.
    package struct Outcome: Sendable, Equatable {
        /// The exit code, or 128 plus the number of the signal that ended it.
        package let exitCode: Int32
        /// The number of bytes of its input that it didn't read.
        package let unreadBytes: Int
        /// Whether it timed out.
        package let timedOut: Bool
        /// Its standard output, if that was captured.
        package var output: [UInt8] = []
        /// Whether it wrote more than the limit.
        package var isOutputCut = false
    }

    /// The program's path and its arguments.
    let words: [String]
    let environment: Environment
    /// Whether it also gets the variables that hold our credentials.
    let keepsCredentials: Bool
    /// Whether it keeps the task's ``PassedOnLocks`` until it ends.
    let keepsLocks: Bool

    package init(
        words: [String], environment: Environment, keepsCredentials: Bool = false, keepsLocks: Bool = false
    ) {
        self.words = words
        self.environment = environment
        self.keepsCredentials = keepsCredentials
        self.keepsLocks = keepsLocks
    }

    /// The capacity of a pipe that nobody reads: a longer text could block forever.
    package static let longestInput = 1 << 15

    /// Returns the path of a program as a shell would find it, or nil if there is none.
    ///
    /// Relative entries of `PATH` are skipped: they could find anything in the working directory.
    package static func find(_ name: String, in environment: Environment) -> String? {
        let isPath = name.contains("/")
        let folders = isPath ? [""] : environment.absolutePath.split(separator: ":").map(String.init)
        return folders.lazy
            .map { FilePaths.resolve(isPath ? name : FilePaths.join($0, name), in: environment.workingDirectory) }
            .first { access($0, X_OK) == 0 && !Folders.exists($0) }
    }

    /// Runs it with its standard output captured, or sent to standard error, because ours is for the result alone.
    ///
    /// - Parameters:
    ///   - isHeard: Whether its standard error goes where ours goes; otherwise it is discarded.
    ///   - endsWhenCancelled: Whether it is asked to end if the task is canceled; its end is awaited either way.
    /// - Throws: ``CommandError`` if it can't be started.
    package func run(
        input: [UInt8], timeout: Duration, capturesOutput: Bool = false, isHeard: Bool = true,
        endsWhenCancelled: Bool = false
    ) async throws -> Outcome {
        let pipe = try InputPipe(input)
        defer { pipe.close() }
        var output = capturesOutput ? try OutputPipe() : nil
        defer { output?.close() }
        let errors = isHeard ? STDERR_FILENO : openFile("/dev/null", O_WRONLY | O_CLOEXEC)
        guard errors >= 0 else { throw SystemCall.failure("/dev/null") }
        defer { if !isHeard { _ = closeFile(errors) } }
        let process = try start(stdin: pipe.readEnd, stdout: output?.writeEnd ?? errors, stderr: errors)
        output?.closeWriteEnd()
        let deadline = ContinuousClock.now + timeout
        var timedOut = false
        var isAskedToEnd = false
        while true {
            output?.receive()
            var status: Int32 = 0
            if SystemCall.retrying({ Int(waitpid(process, &status, WNOHANG)) }) != 0 {
                output?.receive()
                return Outcome(
                    exitCode: Self.exitCode(status), unreadBytes: pipe.unreadBytes, timedOut: timedOut,
                    output: output?.bytes ?? [], isOutputCut: output?.isCut ?? false)
            }
            if ContinuousClock.now > deadline {
                // The whole process group: a shell's children would continue without it.
                kill(-process, SIGKILL)
                timedOut = true
            }
            if endsWhenCancelled, Task.isCancelled, !isAskedToEnd {
                kill(-process, SIGTERM)
                isAskedToEnd = true
            }
            await Self.pause()
        }
    }

    /// Starts it with all of its streams at `/dev/null`, and doesn't wait.
    func launch() throws {
        let nothing = openFile("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { throw SystemCall.failure("/dev/null") }
        defer { _ = closeFile(nothing) }
        _ = try start(stdin: nothing, stdout: nothing, stderr: nothing)
    }

    /// Waits a moment, even if the task was canceled: a started program has to be awaited to its end.
    private static func pause() async {
        if Task.isCancelled { usleep(2_000) } else { try? await SystemClock().sleep(for: .milliseconds(2)) }
    }

    private func start(stdin: Int32, stdout: Int32, stderr: Int32 = STDERR_FILENO) throws -> pid_t {
        var start = ProcessStart(
            words: words, environment: environment, keepsCredentials: keepsCredentials,
            streams: [(stdin, STDIN_FILENO), (stdout, STDOUT_FILENO), (stderr, STDERR_FILENO)], sharesTerminal: false)
        if keepsLocks { start.locks = PassedOnLocks.files }
        switch start.run() {
        case .success(let process): return process
        case .failure(let error): throw CommandError(.failure, "\(words[0]) cannot be started: \(error.words)")
        }
    }

    private static func exitCode(_ status: Int32) -> Int32 {
        status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}

/// A pipe that holds a whole text, so that nobody has to wait to write the rest.
private struct InputPipe {
    let readEnd: Int32

    init(_ input: [UInt8]) throws {
        guard input.count <= Subprocess.longestInput else {
            throw CommandError(.failure, "a value larger than 32 KiB cannot be passed to a command")
        }
        let ends = try PipeEnds()
        let count = input.withUnsafeBytes { bytes in
            SystemCall.retrying { write(ends.writing, bytes.baseAddress, bytes.count) }
        }
        _ = closeFile(ends.writing)
        readEnd = ends.reading
        guard count == input.count else {
            _ = closeFile(readEnd)
            throw CommandError(.failure, "the value could not be written to a pipe")
        }
    }

    var unreadBytes: Int {
        var count: Int32 = 0
        return ioctl(readEnd, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    func close() { _ = closeFile(readEnd) }
}

/// A pipe that a program writes to, read as it fills.
private struct OutputPipe {
    private let readEnd: Int32
    private(set) var writeEnd: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isCut = false

    /// The limit on the output; the rest is read and discarded.
    private static let longest = 1 << 20

    init() throws {
        let ends = try PipeEnds()
        _ = fcntl(ends.reading, F_SETFL, O_NONBLOCK)
        (readEnd, writeEnd) = (ends.reading, ends.writing)
    }

    /// Reads everything that is there now.
    mutating func receive() {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = SystemCall.retrying { read(readEnd, &buffer, buffer.count) }
            guard count > 0 else { return }
            isCut = isCut || count > Self.longest - bytes.count
            bytes += buffer[..<count].prefix(Self.longest - bytes.count)
        }
    }

    mutating func closeWriteEnd() {
        if writeEnd >= 0 { _ = closeFile(writeEnd) }
        writeEnd = -1
    }

    mutating func close() {
        closeWriteEnd()
        _ = closeFile(readEnd)
    }
}

// The methods of these names above would hide the system's functions.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
private func closeFile(_ number: Int32) -> Int32 { close(number) }
