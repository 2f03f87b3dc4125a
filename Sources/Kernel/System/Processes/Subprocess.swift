#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that is started with a text on its stdin, and whose end is awaited.
struct Subprocess {
    /// How it ended.
    struct Outcome: Sendable, Equatable {
        /// Its exit code, or 128 and the number of the signal that ended it.
        let exitCode: Int32
        /// How many bytes of its stdin it left unread.
        let unreadBytes: Int
        /// Whether it was ended because its time was over.
        let timedOut: Bool
        /// What it wrote to its stdout, where that was captured.
        var output: [UInt8] = []
    }

    /// The program's path and its arguments.
    let words: [String]
    let environment: Environment

    /// How much a pipe takes before somebody reads: what is longer could wait for ever.
    static let longestInput = 1 << 15

    /// The path of a program as a shell would find it, or nil where there is none.
    static func find(_ name: String, in environment: Environment) -> String? {
        let isPath = name.contains("/")
        let folders = isPath ? [""] : (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
        return folders.lazy
            .map { FilePaths.resolve(isPath ? name : FilePaths.join($0, name), in: environment.workingDirectory) }
            .first { access($0, X_OK) == 0 && !Folders.exists($0) }
    }

    /// Runs it with its stdout going where stderr goes, since stdout is for the result alone, or captured.
    ///
    /// - Throws: ``CommandError`` where it cannot be started.
    func run(input: [UInt8], timeout: Duration, capturesOutput: Bool = false) async throws -> Outcome {
        let pipe = try InputPipe(input)
        defer { pipe.close() }
        var output = capturesOutput ? try OutputPipe() : nil
        defer { output?.close() }
        let process = try start(stdin: pipe.readEnd, stdout: output?.writeEnd ?? STDERR_FILENO)
        output?.closeWriteEnd()
        let deadline = ContinuousClock.now + timeout
        var timedOut = false
        while true {
            output?.receive()
            var status: Int32 = 0
            if SystemCall.retrying({ Int(waitpid(process, &status, WNOHANG)) }) != 0 {
                output?.receive()
                return Outcome(
                    exitCode: Self.exitCode(status), unreadBytes: pipe.unreadBytes, timedOut: timedOut,
                    output: output?.bytes ?? [])
            }
            if ContinuousClock.now > deadline {
                // The whole group: a shell's children would go on without it.
                kill(-process, SIGKILL)
                timedOut = true
            }
            await Self.pause()
        }
    }

    /// Starts it with all of its streams at `/dev/null`, and waits for nothing.
    func launch() throws {
        let nothing = openFile("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { throw SystemCall.failure("/dev/null") }
        defer { _ = closeFile(nothing) }
        _ = try start(stdin: nothing, stdout: nothing, stderr: nothing)
    }

    /// Waits a moment, even when nobody waits for us any more: what was started must be seen to its end.
    private static func pause() async {
        if Task.isCancelled { usleep(2_000) } else { try? await Task.sleep(for: .milliseconds(2)) }
    }

    private func start(stdin: Int32, stdout: Int32, stderr: Int32 = STDERR_FILENO) throws -> pid_t {
        let start = ProcessStart(
            words: words, environment: environment,
            streams: [(stdin, STDIN_FILENO), (stdout, STDOUT_FILENO), (stderr, STDERR_FILENO)], sharesTerminal: false)
        switch start.run() {
        case .success(let process): return process
        case .failure(let error): throw CommandError(.failure, "\(words[0]) cannot be started: \(error.words)")
        }
    }

    private static func exitCode(_ status: Int32) -> Int32 {
        status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}

/// A pipe that holds a whole text, so that nobody has to wait with the rest of it.
private struct InputPipe {
    let readEnd: Int32

    init(_ input: [UInt8]) throws {
        guard input.count <= Subprocess.longestInput else {
            throw CommandError(.failure, "a value of more than 32 KiB cannot be handed to a command")
        }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandError(.failure, "no pipe can be made: \(SystemCall.lastErrorText())")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let count = input.withUnsafeBytes { bytes in
            SystemCall.retrying { write(ends[1], bytes.baseAddress, bytes.count) }
        }
        _ = closeFile(ends[1])
        readEnd = ends[0]
        guard count == input.count else {
            _ = closeFile(readEnd)
            throw CommandError(.failure, "a pipe does not take the value")
        }
    }

    var unreadBytes: Int {
        var count: Int32 = 0
        return ioctl(readEnd, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    func close() { _ = closeFile(readEnd) }
}

/// A pipe that a program writes to, read as it is filled.
private struct OutputPipe {
    private let readEnd: Int32
    private(set) var writeEnd: Int32
    private(set) var bytes: [UInt8] = []

    /// More than this is read and thrown away: nobody can mean it.
    private static let longest = 1 << 20

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandError(.failure, "no pipe can be made: \(SystemCall.lastErrorText())")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Takes all that is there now.
    mutating func receive() {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = SystemCall.retrying { read(readEnd, &buffer, buffer.count) }
            guard count > 0 else { return }
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
