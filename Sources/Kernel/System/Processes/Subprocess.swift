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

    /// Runs it with its stdout going where stderr goes, since stdout is for the result alone.
    ///
    /// - Throws: ``CommandError`` where it cannot be started.
    func run(input: [UInt8], timeout: Duration) async throws -> Outcome {
        let pipe = try InputPipe(input)
        defer { pipe.close() }
        let process = try start(stdin: pipe.readEnd)
        let deadline = ContinuousClock.now + timeout
        var timedOut = false
        while true {
            var status: Int32 = 0
            if SystemCall.retrying({ Int(waitpid(process, &status, WNOHANG)) }) != 0 {
                return Outcome(exitCode: Self.exitCode(status), unreadBytes: pipe.unreadBytes, timedOut: timedOut)
            }
            if ContinuousClock.now > deadline {
                // The whole group: a shell's children would go on without it.
                kill(-process, SIGKILL)
                timedOut = true
            }
            await Self.pause()
        }
    }

    /// Waits a moment, even when nobody waits for us any more: what was started must be seen to its end.
    private static func pause() async {
        if Task.isCancelled { usleep(2_000) } else { try? await Task.sleep(for: .milliseconds(2)) }
    }

    private func start(stdin: Int32) throws -> pid_t {
        let start = ProcessStart(
            words: words, environment: environment,
            streams: [(stdin, STDIN_FILENO), (STDERR_FILENO, STDOUT_FILENO)], sharesTerminal: false)
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

// The method of this name above would hide the system's function.
private func closeFile(_ number: Int32) -> Int32 { close(number) }
