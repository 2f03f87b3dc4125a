#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What all system calls have in common.
package enum SystemCall {
    /// Repeats a call that was interrupted by a signal.
    package static func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    /// Returns the last system error, about `path`.
    package static func failure(_ path: String) -> FileError {
        switch errno {
        case EISDIR, ENXIO: FileError(.notAFile, path: path)
        case ELOOP: FileError(.link, path: path)
        default: FileError(.system(lastErrorText()), path: path)
        }
    }

    /// Returns the system's message for its last error.
    package static func lastErrorText() -> String { String(cString: strerror(errno)) }
}
