#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The three numbers that every process may expect to be open.
enum StandardStreams {
    /// Takes the numbers of streams that were closed at the start, as `<&-` and `>&-` do.
    ///
    /// The next file or socket would get such a number otherwise, and be read for answers or written a secret.
    /// What stands in for a stream is at its end and cannot be written to.
    static func occupyClosed() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is the one that is given out.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Whether a stream was opened for writing.
    static func isWritable(_ number: Int32) -> Bool {
        let flags = fcntl(number, F_GETFL)
        return flags >= 0 && flags & O_ACCMODE != O_RDONLY
    }
}
