import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps what one test opens from the programs that another starts at the same time.
///
/// A program that inherited a connection would hold it open after this process has closed it.
enum Inheritance {
    private static let lock = Mutex(())

    /// Opens something that no program inherits.
    static func keeping(_ open: () -> Int32) -> Int32 {
        lock.withLock { _ in
            let descriptor = open()
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            return descriptor
        }
    }

    /// Starts a program while nothing is being opened.
    static func spawning<Result>(_ spawn: () -> Result) -> Result {
        lock.withLock { _ in spawn() }
    }
}
