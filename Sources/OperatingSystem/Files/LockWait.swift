import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The wait for a lock that another process holds: how often to retry, and when to give up.
///
/// Hundreds of waiting processes would slow down the working one if all retried every millisecond: the longer the wait,
/// the fewer the retries.
struct LockWait {
    private let path: String
    private let patience: Duration
    private let start = ContinuousClock.now

    /// How long a step that must not be interrupted keeps waiting after Ctrl-C.
    private static let grace = Duration.seconds(1)

    init(_ path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    /// Waits for the next retry while other tasks run.
    func next() async throws { try await SystemClock().sleep(for: try pause()) }

    /// Blocks the thread until the next retry.
    func nextBlocking() throws { usleep(useconds_t(try pause() / .microseconds(1))) }

    private func pause() throws -> Duration {
        let waited = start.duration(to: .now)
        if Task.isCancelled || waited > Self.grace && Interruption.current?.request != nil { throw CancellationError() }
        guard waited < patience else { throw FileError(.locked, path: path) }
        let longest = min(max(waited / 10, .milliseconds(5)), .milliseconds(50))
        return .microseconds(Int64.random(in: 1_000...Int64(longest / .microseconds(1))))
    }
}

extension FileSystem {
    /// Takes the exclusive lock named by `path`, across processes, as soon as it is free.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for another holder.
    ///   - whenHeld: Called once if there is another holder.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` if the wait times out; `CancellationError` at Ctrl-C.
    package func lock(_ path: String, patience: Duration, whenHeld: () -> Void = {}) async throws -> any FileLock {
        if let lock = try tryLock(path) { return lock }
        whenHeld()
        let wait = LockWait(path, patience: patience)
        while true {
            try await wait.next()
            if let lock = try tryLock(path) { return lock }
        }
    }

    /// Runs `body` while holding the exclusive lock named by `path`, across processes.
    ///
    /// This blocks the thread, so everything that holds the lock must be quick.
    /// - Parameter patience: How long to wait while another process holds the lock.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` if the wait times out; `CancellationError` on Ctrl-C;
    ///   what `body` throws.
    public func withLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result {
        let wait = LockWait(path, patience: patience)
        while true {
            if let lock = try tryLock(path) {
                defer { lock.release() }
                return try body()
            }
            try wait.nextBlocking()
        }
    }
}
