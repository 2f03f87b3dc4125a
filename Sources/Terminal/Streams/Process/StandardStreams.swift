import Base
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The three file descriptors that every process expects to be open.
package enum StandardStreams {
    /// The streams that were closed at the start.
    private static let closed = Mutex<[Int32]>([])

    /// Opens the descriptors of streams that were closed at the start, as by `<&-` and `>&-`.
    ///
    /// Otherwise the next file or socket would get such a number, and be read for answers or written to with a secret.
    /// The replacement for a stream is at its end and can't be written to.
    package static func occupyClosed() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
            closed.withLock { $0.append(number) }
            // The system assigns the lowest free number.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Closes these streams again for a program that replaces this one.
    package static func handOn() {
        for number in closed.withLock({ $0 }) { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    }

    /// Returns whether a stream was opened for writing.
    static func isWritable(_ number: Int32) -> Bool {
        let flags = fcntl(number, F_GETFL)
        return flags >= 0 && flags & O_ACCMODE != O_RDONLY
    }
}
