import Base
import OperatingSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's stdin, read line by line or key by key; surplus input waits for the next question.
package final class StandardInput: LineSource {
    let number: Int32
    private let unread = Mutex<[UInt8]>([])
    private static let longestLine = 1 << 20
    /// The maximum time between two bytes of one key, in milliseconds.
    private static let longestPause: Int32 = 50

    /// Creates a reader of the process's stdin, or of a test's replacement.
    package init(_ number: Int32 = STDIN_FILENO) { self.number = number }

    package var isTerminal: Bool { isatty(number) == 1 }

    package var givesKeys: Bool { isTerminal }

    package func readLine() async throws -> String? {
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

    package func readSecret(_ ask: () -> Void) async throws -> String? {
        try await TerminalSettings.changed(to: .secret) {
            ask()
            return try await readLine()
        }
    }

    package func readToEnd(limit: Int) async throws -> [UInt8] {
        try await waking { wake in
            while unreadCount < limit, try readMore(wake) {}
            return Array(takeAll().prefix(limit))
        }
    }

    package func readKeys<Result>(_ body: (_ next: () async throws -> Key?) async throws -> Result) async throws
        -> Result
    {
        try await TerminalSettings.changed(to: .keys) {
            var decoder = KeyDecoder()
            decoder.feed(takeAll())
            // Input after the last key that counts is for the next question.
            defer { unread.withLock { $0 = decoder.rest } }
            return try await body { try await waking { wake in try nextKey(wake, &decoder) } }
        }
    }

    /// Reads with a pipe that interrupts the wait if the task is canceled.
    private func waking<Result>(_ body: (WakePipe) throws -> Result) async throws -> Result {
        let wake = try WakePipe()
        defer { wake.close() }
        return try await withTaskCancellationHandler {
            try body(wake)
        } onCancel: {
            wake.signal()
        }
    }

    private func nextKey(_ wake: WakePipe, _ decoder: inout KeyDecoder) throws -> Key? {
        while true {
            if let key = decoder.next() { return key }
            switch try wake.waitForInput(number, patience: decoder.isWaiting ? Self.longestPause : nil) {
            case .stopped: throw CancellationError()
            case .nothing:
                // The available bytes make up the whole key.
                if let key = decoder.next(isLast: true) { return key }
            case .input:
                guard readSome() else { return nil }
                decoder.feed(takeAll())
            }
        }
    }

    /// Waits for more bytes; returns false at the end, and if stdin can't be read.
    private func readMore(_ wake: WakePipe) throws -> Bool {
        guard try wake.waitForInput(number) == .input else { throw CancellationError() }
        return readSome()
    }

    private func readSome() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = SystemCall.retrying { read(number, &buffer, buffer.count) }
        guard count > 0 else { return false }
        unread.withLock { $0 += buffer[..<count] }
        return true
    }

    private var unreadCount: Int { unread.withLock(\.count) }

    private func takeAll() -> [UInt8] {
        unread.withLock { unread in
            defer { unread = [] }
            return unread
        }
    }

    private func takeLine() -> String? {
        unread.withLock { unread in
            guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = unread[..<end]
            unread.removeSubrange(...end)
            return Self.text(line)
        }
    }

    private func takeRest() -> String? {
        let rest = takeAll()
        return rest.isEmpty ? nil : Self.text(rest[...])
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}
