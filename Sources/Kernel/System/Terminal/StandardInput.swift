import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's stdin, read line by line; what was read beyond a line waits for the next question.
final class StandardInput: LineSource {
    private let unread = Mutex<[UInt8]>([])
    private static let longestLine = 1 << 20
    /// The milliseconds that may pass between two bytes of one key.
    private static let longestPause: Int32 = 50

    var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    var givesKeys: Bool { isTerminal }

    func readLine() async throws -> String? { try await waiting(nextLine) }

    func readSecret() async throws -> String? {
        try await TerminalSettings.changed(to: .secret) { try await readLine() }
    }

    func readKeys<Result>(_ body: (_ next: () async throws -> Key?) async throws -> Result) async throws -> Result {
        try await TerminalSettings.changed(to: .keys) {
            var decoder = KeyDecoder()
            decoder.feed(
                unread.withLock { unread in
                    defer { unread = [] }
                    return unread
                })
            // What was typed beyond the last key that counts is for the next question.
            defer { unread.withLock { $0 = decoder.rest } }
            return try await body { try await waiting { wake in try nextKey(wake, &decoder) } }
        }
    }

    /// Reads something, or stops when the task is cancelled.
    private func waiting<Result>(_ read: (WakePipe) throws -> Result) async throws -> Result {
        let wake = try WakePipe()
        defer { wake.close() }
        return try await withTaskCancellationHandler {
            try read(wake)
        } onCancel: {
            wake.signal()
        }
    }

    private func nextKey(_ wake: WakePipe, _ decoder: inout KeyDecoder) throws -> Key? {
        while true {
            if let key = decoder.next() { return key }
            switch try wake.waitForInput(STDIN_FILENO, patience: decoder.isWaiting ? Self.longestPause : nil) {
            case .stopped: throw CancellationError()
            case .nothing:
                if let key = decoder.next(isLast: true) { return key }
            case .input:
                let bytes = readSome()
                guard !bytes.isEmpty else { return nil }
                decoder.feed(bytes)
            }
        }
    }

    /// The bytes that are there now; none at the end.
    private func readSome() -> ArraySlice<UInt8> {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = SystemCall.retrying { read(STDIN_FILENO, &buffer, buffer.count) }
        return buffer.prefix(max(count, 0))
    }

    private func nextLine(_ wake: WakePipe) throws -> String? {
        while true {
            if let line = takeLine() { return line }
            guard try wake.waitForInput(STDIN_FILENO) == .input else { throw CancellationError() }
            let bytes = readSome()
            // A stdin that cannot be read gives no answer, just as one at its end.
            guard !bytes.isEmpty else { return takeRest() }
            let isTooLong = unread.withLock { unread in
                unread += bytes
                return unread.count > Self.longestLine
            }
            if isTooLong { throw CommandError.usage("an answer on stdin is longer than 1 MiB") }
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
        unread.withLock { unread in
            defer { unread = [] }
            return unread.isEmpty ? nil : Self.text(unread[...])
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}
