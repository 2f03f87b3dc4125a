import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps the memory of this process out of core dumps, other processes of the user, and logs of TLS keys.
package enum MemorySecrecy {
    /// The inherited limit on core files, which children get back.
    private static let before = Mutex<rlimit?>(nil)

    /// The inherited variable that names a file for the keys of TLS connections.
    private static let keyLog = Mutex<String?>(nil)
    private static let keyLogVariable = "SSLKEYLOGFILE"

    /// Starts before anything secret is read; the environment may already hold a credential.
    ///
    /// The process must not have any other thread yet.
    package static func begin() {
        // TLS libraries write the keys of every connection to that file.
        if let file = getenv(keyLogVariable) { keyLog.withLock { $0 = String(cString: file) } }
        unsetenv(keyLogVariable)
        Platform.forbidDumps()
        before.withLock { before in
            guard before == nil, let limit = Platform.coreLimit else { return }
            before = limit
            Platform.coreLimit = rlimit(rlim_cur: 0, rlim_max: limit.rlim_max)
        }
    }

    /// Restores the inherited settings, for a program that is about to replace this one.
    static func end() {
        if let file = keyLog.withLock({ $0 }) { setenv(keyLogVariable, file, 1) }
        before.withLock { before in
            if let limit = before { Platform.coreLimit = limit }
            before = nil
        }
    }

    /// Starts a child with the inherited limit: a program that isn't ours may dump its core.
    static func suspended<Result>(_ start: () -> Result) -> Result {
        before.withLock { before in
            guard let before else { return start() }
            let now = Platform.coreLimit
            Platform.coreLimit = before
            defer { Platform.coreLimit = now }
            return start()
        }
    }
}
