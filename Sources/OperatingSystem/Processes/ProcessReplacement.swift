#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Replaces this process with another program.
package enum ProcessReplacement {
    /// Runs a program instead of this one, with the inherited variables, limits and signals.
    ///
    /// Everything that this process opened is closed on exec.
    /// - Parameters:
    ///   - words: The words after the program's name.
    ///   - variables: Variables to add.
    /// - Returns: The system's reason if it failed; otherwise this never returns.
    package static func run(_ path: String, _ words: [String], adding variables: [String: String]) -> String {
        MemorySecrecy.end()
        for (name, value) in variables { setenv(name, value, 1) }
        var arguments = ([path] + words).map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        InheritedSignals.restore()
        execv(path, &arguments)
        return String(cString: strerror(errno))
    }
}
