package import Base
import Dispatch
import OperatingSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns Ctrl-C and termination signals into the cancellation of a command.
///
/// The first signal cancels and lets the command finish what must not be interrupted; the second reports what that
/// leaves behind and ends the process. Signals that were ignored at the start, as by `nohup`, stay ignored.
package final class SignalWatch: Sendable {
    private let interruption: Interruption
    /// The signals that are handled.
    private let signals: [Int32]

    /// The signals that ask a process to end.
    private static let requests = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// How long a command may continue after a second SIGHUP: both the shell and the system send one for a closed
    /// terminal.
    private static let grace = DispatchTimeInterval.seconds(5)
    /// The time limit for the last words.
    private static let patience = DispatchTimeInterval.seconds(3)

    /// Blocks the signals in this thread and all that it starts: they stay pending until a thread takes them.
    package init(_ interruption: Interruption) {
        self.interruption = interruption
        var all = Self.set(Self.requests)
        InheritedSignals.block(&all)
        signals = Self.requests.filter { !InheritedSignals.isIgnored($0) }
        // A reader that is gone and a file that may not grow are errors of the write, not the end of the process:
        // a new secret still has to be saved.
        InheritedSignals.ignore([SIGPIPE, SIGXFSZ])
    }

    /// Takes signals on a separate thread until the process ends.
    package func start(cancel: @escaping @Sendable () -> Void) {
        let signals = signals
        guard !signals.isEmpty else { return }
        let isStarted = BackgroundThread.start {
            var set = Self.set(signals)
            var number: Int32 = 0
            while sigwait(&set, &number) == 0 { self.handle(number, cancel) }
        }
        guard !isStarted else { return }
        // Without a thread to take it, a signal would stay pending forever: better that it ends the process as usual.
        var set = Self.set(signals)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    private func handle(_ number: Int32, _ cancel: @escaping @Sendable () -> Void) {
        if ShellPager.takes(number) { return }
        let code = ExitCode(signal: number)
        let isFirst = interruption.ask(code)
        // Code that waits for the pager sees the request once the pager has ended.
        ShellPager.pass(number)
        if isFirst {
            // Cancellation may print, and wait for a reader of stderr; the next signal must not.
            if !BackgroundThread.start(cancel) { cancel() }
        } else if number == SIGHUP, BackgroundThread.start({ self.end(code, after: Self.grace) }) {
            return
        } else {
            end(code)
        }
    }

    private func end(_ code: ExitCode, after time: DispatchTimeInterval? = nil) {
        if let time { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + time) }
        let isTold = DispatchSemaphore(value: 0)
        let isStarted = BackgroundThread.start { [interruption] in
            interruption.abandon(code)
            isTold.signal()
        }
        // Without a thread that may wait for a reader of stderr, this one has to.
        if isStarted { _ = isTold.wait(timeout: .now() + Self.patience) } else { interruption.abandon(code) }
        TerminalSettings.restore()
        _exit(code.rawValue)
    }

    private static func set(_ numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }
}

extension ExitCode {
    /// Creates the exit code for a process that a signal ended.
    init(signal: Int32) {
        self =
            switch signal {
            case SIGTERM: .terminated
            case SIGHUP: .hungUp
            case SIGQUIT: .quit
            default: .interrupted
            }
    }
}
