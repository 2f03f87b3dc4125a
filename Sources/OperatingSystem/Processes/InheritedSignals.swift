import Synchronization

#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// The signal settings that this process inherited, and its own.
package enum InheritedSignals {
    /// The signals that only this process ignores: its children get them back.
    private static let ignored = Mutex<[Int32]>([SIGPIPE, SIGXFSZ])

    /// The signals that were blocked when this process was started.
    private static let blocked = Mutex<sigset_t?>(nil)

    /// The signals that children receive in the usual way.
    static var givenBack: [Int32] { ignored.withLock { $0 } }

    /// Blocks signals in this thread and all that it starts: they stay pending until a thread takes them.
    package static func block(_ signals: inout sigset_t) {
        var before = sigset_t()
        guard pthread_sigmask(SIG_BLOCK, &signals, &before) == 0 else { return }
        blocked.withLock { if $0 == nil { $0 = before } }
    }

    /// Restores this thread's inherited signal mask, for a program that replaces this one.
    static func restore() {
        for number in givenBack { signal(number, SIG_DFL) }
        guard var mask = blocked.withLock({ $0 }) else { return }
        pthread_sigmask(SIG_SETMASK, &mask, nil)
    }

    /// Ignores signals, and remembers which ones were not ignored before.
    package static func ignore(_ signals: [Int32]) {
        let changed = signals.filter { !isIgnored($0) }
        for number in changed { signal(number, SIG_IGN) }
        ignored.withLock { $0 = changed }
    }

    /// Returns whether a signal is ignored; it must be blocked meanwhile, or not be awaited at all.
    package static func isIgnored(_ number: Int32) -> Bool {
        // Reading the setting this way doesn't discard a pending signal, as ignoring it would.
        let before = signal(number, SIG_DFL)
        signal(number, before)
        return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
