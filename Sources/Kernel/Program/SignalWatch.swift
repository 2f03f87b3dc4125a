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
    private struct State {
        var received: ExitCode?
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The exit code of the signal that came, if one did.
    var exitCode: ExitCode? { state.withLock { $0.received } }

    /// Keeps the signals from this thread and all later ones, and starts one that waits for them.
    func start() {
        var signals = Self.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
        // Without a thread to watch, a signal would wait for ever: better that it ends the process as usual.
        if !BackgroundThread.start({ self.wait() }) { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
    }

    /// Says what to do on the first signal; at once where it came already.
    func onSignal(_ cancel: @escaping @Sendable () -> Void) {
        let cameBefore = state.withLock { state in
            state.cancel = cancel
            return state.received != nil
        }
        if cameBefore { cancel() }
    }

    private func wait() {
        var signals = Self.signals
        var number: Int32 = 0
        while sigwait(&signals, &number) == 0 {
            handle(number == SIGTERM ? .terminated : .interrupted)
        }
    }

    private func handle(_ code: ExitCode) {
        let (isFirst, cancel) = state.withLock { state in
            let isFirst = state.received == nil
            state.received = state.received ?? code
            return (isFirst, state.cancel)
        }
        guard isFirst else { _exit(code.rawValue) }
        cancel?()
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
