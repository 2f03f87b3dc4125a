import CLibCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The line that is written to stderr if the process crashes.
///
/// A signal handler may do next to nothing, so the line is prepared whenever it changes. The process ends as it would
/// have anyway.
package enum LastWords {
    /// Stands for the signal's number in a line: `LAST_WORDS_SIGNAL`.
    package static var signal: String { "\u{1}" }
    /// Stands for the exit status that a shell sees: `LAST_WORDS_EXIT_CODE`.
    package static var exitCode: String { "\u{2}" }

    private static let isFixed = Atomic(false)
    private static let onChange = Mutex<(@Sendable () -> Void)?>(nil)

    /// Speaks from now on, until another line is known.
    package static func begin() {
        last_words_begin(strdup("error: crashed before a command began; nothing was changed"))
    }

    /// Replaces the line.
    ///
    /// - Parameter isLast: Whether no other line replaces it.
    package static func set(_ line: String, isLast: Bool = false) {
        if isLast { isFixed.store(true, ordering: .relaxed) } else if isFixed.load(ordering: .relaxed) { return }
        // The old line stays in memory: a crash in another thread may be writing it.
        last_words_are(strdup(line))
    }

    /// Sets what happens when the first change is about to be requested.
    package static func atFirstChange(_ action: @escaping @Sendable () -> Void) { onChange.withLock { $0 = action } }

    /// Tells that a change is about to be requested.
    package static func changeBegins() { onChange.withLock { $0.take() }?() }
}
