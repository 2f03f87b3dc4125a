#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread for work that blocks, such as an event loop in C, which a Swift task must not do.
///
/// It takes no signals, so that they reach the threads that expect them, and a broken pipe is an error in it
/// rather than the end of the process. It ends with its work or with the process, whichever comes first.
package enum BackgroundThread {
    /// Starts a thread that does `work`; returns false if the system has no thread left.
    package static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(ThreadWork(work))
        let isStarted = Platform.startThread(work.toOpaque()) { context in
            perform(context)
            return nil
        }
        if !isStarted { work.release() }
        return isStarted
    }
}

private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

/// The function of the new thread; the context is optional on one platform and not on the other.
///
/// A function of its own, because Swift 6.3 crashes on a C function pointer that calls a static method.
private func perform(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    var signals = sigset_t()
    sigfillset(&signals)
    // A fault of its own that is blocked would end the process without a word.
    for fault in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS] { sigdelset(&signals, fault) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().body()
}
