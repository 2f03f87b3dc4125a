import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's stdin, read line by line; what was read beyond a line waits for the next question.
final class StandardInput: LineSource {
    private let number: Int32
    private let unread = Mutex<[UInt8]>([])
    private static let longestLine = 1 << 20

    /// Reads the process's stdin, or what a test has opened in its place.
    init(_ number: Int32 = STDIN_FILENO) { self.number = number }

    var isTerminal: Bool { isatty(number) == 1 }

    func readLine() async throws -> String? {
        try await waking { wake in
            while true {
                if let line = takeLine() { return line }
                guard try readMore(wake) else { return takeRest() }
                guard unreadCount <= Self.longestLine else {
                    throw CommandError.usage("an answer on stdin is longer than 1 MiB")
                }
            }
        }
    }

    func readToEnd(limit: Int) async throws -> [UInt8] {
        try await waking { wake in
            while unreadCount < limit, try readMore(wake) {}
            return unread.withLock { unread in
                defer { unread = [] }
                return Array(unread.prefix(limit))
            }
        }
    }

    /// Reads with a pipe that interrupts the waiting when the task is cancelled.
    private func waking<Result>(_ body: (WakePipe) throws -> Result) async throws -> Result {
        let wake = try WakePipe()
        defer { wake.close() }
        return try await withTaskCancellationHandler {
            try body(wake)
        } onCancel: {
            wake.signal()
        }
    }

    /// Waits for some bytes; false at the end, and where stdin cannot be read: it gives no answer either.
    private func readMore(_ wake: WakePipe) throws -> Bool {
        guard try wake.waitForInput(number) else { throw CancellationError() }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = SystemCall.retrying { read(number, &buffer, buffer.count) }
        guard count > 0 else { return false }
        unread.withLock { $0 += buffer[..<count] }
        return true
    }

    private var unreadCount: Int { unread.withLock(\.count) }

    private func takeLine() -> String? {
        unread.withLock { unread in
            guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = unread[..<end]
            unread.removeSubrange(...end)
            return Self.text(line)
        }
    }

    private func takeRest() -> String? {
        unread.withLock { unread in
            defer { unread = [] }
            return unread.isEmpty ? nil : Self.text(unread[...])
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}

/// A pipe that interrupts waiting for input when the task is cancelled.
private struct WakePipe: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandError(.failure, "no pipe can be made: \(SystemCall.lastErrorText())")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func signal() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }

    /// Waits until `number` can be read; false when it was told to stop.
    func waitForInput(_ number: Int32) throws -> Bool {
        var descriptors = [
            pollfd(fd: number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let count = SystemCall.retrying { poll(&descriptors, 2, -1) }
        guard count >= 0 else { throw CommandError(.failure, "stdin cannot be read: \(SystemCall.lastErrorText())") }
        return descriptors[1].revents == 0
    }

    func close() {
        _ = closeFile(readEnd)
        _ = closeFile(writeEnd)
    }
}

// The method of this name above would hide the system's function.
private func closeFile(_ number: Int32) -> Int32 { close(number) }
