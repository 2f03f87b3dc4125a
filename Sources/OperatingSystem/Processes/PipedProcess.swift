import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that reads a text of any length and whose output is passed on as it is written.
package struct PipedProcess {
    /// How it ended.
    package struct Outcome: Sendable {
        /// The exit code, or 128 plus the number of the signal that ended it.
        package let exitCode: Int32
        /// The start of its standard error.
        package let errors: String
        /// Whether it timed out.
        package let timedOut: Bool
    }

    /// The program's path and its arguments.
    private let words: [String]
    private let environment: Environment

    private static let piece = 1 << 16
    /// The limit on the text that is kept of its standard error.
    private static let longestErrors = 1 << 12

    package init(words: [String], environment: Environment) {
        self.words = words
        self.environment = environment
    }

    /// Runs it to its end, without our credentials.
    ///
    /// - Parameters:
    ///   - timeout: The time limit; nil for none.
    ///   - receive: Gets its standard output, a piece at a time; if it throws, the program is ended.
    /// - Throws: ``CommandError`` if it can't be started, `CancellationError` if the task was canceled.
    package func run(
        input: [UInt8], timeout: Duration? = nil, receive: ([UInt8]) throws -> Void
    ) throws -> Outcome {
        var pipes = try Pipes()
        defer { pipes.closeAll() }
        let process = try start(pipes)
        pipes.closeTheirs()
        let deadline = timeout.map { ContinuousClock.now + $0 }
        var (rest, errors, timedOut) = (input[...], [UInt8](), false)
        var isReaped = false
        defer {
            // However the reading ended, nothing is left running.
            if !isReaped {
                kill(-process, SIGKILL)
                _ = Self.wait(for: process)
            }
        }
        if rest.isEmpty { pipes.close(.input) }
        while pipes.isOpen(.output) || pipes.isOpen(.errors) {
            try Task.checkCancellation()
            if let deadline, ContinuousClock.now > deadline {
                timedOut = true
                break
            }
            pipes.wait()
            if pipes.isReady(.input) { pipes.send(&rest, atMost: Self.piece) }
            if let bytes = pipes.receive(.output, Self.piece) { try receive(bytes) }
            if let bytes = pipes.receive(.errors, Self.piece) {
                errors += bytes.prefix(Self.longestErrors - errors.count)
            }
        }
        if timedOut { kill(-process, SIGKILL) }
        pipes.close(.input)
        isReaped = true
        let status = Self.wait(for: process)
        return Outcome(exitCode: status, errors: String(decoding: errors, as: UTF8.self), timedOut: timedOut)
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        _ = SystemCall.retrying { Int(waitpid(process, &status, 0)) }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    private func start(_ pipes: Pipes) throws -> pid_t {
        let start = ProcessStart(
            words: words, environment: environment, streams: pipes.theirs, sharesTerminal: false)
        switch start.run() {
        case .success(let process): return process
        case .failure(let error): throw CommandError(.failure, "\(words[0]) cannot be started: \(error.words)")
        }
    }
}

/// The pipes to a program's three streams.
private struct Pipes {
    enum Stream: Int { case input, output, errors }

    /// Our ends, by stream; -1 if closed.
    private var ours: [Int32] = []
    private var others: [Int32] = []
    private var polled: [pollfd] = []

    init() throws {
        for stream in 0..<3 {
            let ends: PipeEnds
            do {
                ends = try PipeEnds()
            } catch {
                closeAll()
                throw error
            }
            let (mine, its) =
                stream == Stream.input.rawValue ? (ends.writing, ends.reading) : (ends.reading, ends.writing)
            _ = fcntl(mine, F_SETFL, O_NONBLOCK)
            ours.append(mine)
            others.append(its)
        }
    }

    /// The program's ends, and the stream that each becomes.
    var theirs: [(from: Int32, to: Int32)] {
        zip(others, [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]).map { (from: $0, to: $1) }
    }

    func isOpen(_ stream: Stream) -> Bool { ours[stream.rawValue] >= 0 }

    /// Waits until one of them is ready; not forever, because the task may be canceled meanwhile.
    mutating func wait() {
        let events = [POLLOUT, POLLIN, POLLIN]
        polled = zip(ours, events).map { pollfd(fd: $0, events: Int16($1), revents: 0) }
        _ = SystemCall.retrying { poll(&polled, nfds_t(polled.count), 100) }
    }

    func isReady(_ stream: Stream) -> Bool { isOpen(stream) && polled[stream.rawValue].revents != 0 }

    /// Writes as much as the pipe takes; a program that stopped reading has everything that it wants.
    mutating func send(_ rest: inout ArraySlice<UInt8>, atMost most: Int) {
        let count = rest.prefix(most).withUnsafeBytes { bytes in
            SystemCall.retrying { write(ours[0], bytes.baseAddress, bytes.count) }
        }
        if count > 0 { rest = rest.dropFirst(count) }
        if rest.isEmpty || count < 0 && errno != EAGAIN { close(.input) }
    }

    /// Returns the program's output; nil if there is none now, or no more.
    mutating func receive(_ stream: Stream, _ most: Int) -> [UInt8]? {
        guard isReady(stream) else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = max(SystemCall.retrying { read(ours[stream.rawValue], buffer.baseAddress, most) }, 0)
        }
        if bytes.isEmpty { close(stream) }
        return bytes.isEmpty ? nil : bytes
    }

    mutating func close(_ stream: Stream) {
        if isOpen(stream) { _ = closeFile(ours[stream.rawValue]) }
        ours[stream.rawValue] = -1
    }

    mutating func closeTheirs() {
        for end in others { _ = closeFile(end) }
        others = []
    }

    mutating func closeAll() {
        closeTheirs()
        for end in ours where end >= 0 { _ = closeFile(end) }
        ours = []
    }
}

// The method of this name above would hide the system's function.
private func closeFile(_ number: Int32) -> Int32 { close(number) }
