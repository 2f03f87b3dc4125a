import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns Ctrl-C and requests to terminate into the cancellation of a command.
///
/// The first signal cancels and lets the command finish what must not be torn; the second ends the process at once.
final class SignalWatch: Sendable {
    private let received = Mutex<ExitCode?>(nil)

    /// Keeps the signals from this thread and all that it starts: they wait until somebody takes them.
    init() {
        var signals = Self.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // A reader that is gone and a file that may not grow are errors of the write, not the end of the process:
        // a secret that was just made is still to be kept.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// The exit code of the signal that came, if one did.
    var exitCode: ExitCode? { received.withLock { $0 } }

    /// Takes signals on a thread of its own until the process ends.
    func start(cancel: @escaping @Sendable () -> Void) {
        let isStarted = BackgroundThread.start {
            var signals = Self.signals
            var number: Int32 = 0
            while sigwait(&signals, &number) == 0 { self.handle(number, cancel) }
        }
        guard !isStarted else { return }
        // Without a thread to take it, a signal would wait for ever: better that it ends the process as usual.
        var signals = Self.signals
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private func handle(_ number: Int32, _ cancel: () -> Void) {
        if ShellPager.takes(number) { return }
        let code = number == SIGTERM ? ExitCode.terminated : .interrupted
        let isFirst = received.withLock { received in
            defer { received = received ?? code }
            return received == nil
        }
        guard isFirst else {
            TerminalSettings.restore()
            _exit(code.rawValue)
        }
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
