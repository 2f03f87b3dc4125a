import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns Ctrl-C and requests to terminate into the cancellation of a task.
///
/// The first signal cancels and lets the command finish what must not be torn; the second ends the process at once.
final class SignalWatch: Sendable {
    private let received = Mutex<ExitCode?>(nil)
    private let cancel: @Sendable () -> Void

    init(cancel: @escaping @Sendable () -> Void) { self.cancel = cancel }

    /// The exit code of the signal that came, if one did.
    var exitCode: ExitCode? { received.withLock { $0 } }

    /// Keeps the signals from every thread that is started later, so that only the watching thread sees them.
    static func block() {
        var signals = Self.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Starts the thread that waits for signals; it ends with the process.
    func start() {
        var thread = Platform.emptyThread
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(&thread, nil, { Platform.threadContext($0, as: SignalWatch.self)?.wait() }, context)
    }

    private func wait() -> UnsafeMutableRawPointer? {
        var signals = Self.signals
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { return nil }
            handle(number == SIGTERM ? .terminated : .interrupted)
        }
    }

    private func handle(_ code: ExitCode) {
        let isFirst = received.withLock { received in
            defer { received = received ?? code }
            return received == nil
        }
        guard isFirst else { _exit(code.rawValue) }
        cancel()
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
