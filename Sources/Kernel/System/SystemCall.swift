#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What all calls to the system have in common.
enum SystemCall {
    /// Repeats a call that a signal interrupted.
    static func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    /// The failure that the system reported last, about `path`.
    static func failure(_ path: String) -> FileError {
        errno == EISDIR ? FileError(.notAFile, path: path) : FileError(.system(lastErrorText()), path: path)
    }

    /// The system's words for its last error.
    static func lastErrorText() -> String { String(cString: strerror(errno)) }
}
