import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pager that is a process of its own, run by the system's shell.
struct ShellPager: Pager {
    /// The pager that has the terminal now, if one has.
    private static let running = Mutex<pid_t?>(nil)

    /// Whether a signal is the pager's business: Ctrl-C is for it alone, and a request to terminate is for it as well.
    static func takes(_ signal: Int32) -> Bool {
        running.withLock { running in
            guard let running else { return false }
            if signal != SIGINT { kill(running, signal) }
            return signal == SIGINT
        }
    }

    func show(_ text: [UInt8], with command: String, variables: [String: String]) -> Bool {
        guard Self.mayExist(command, path: variables["PATH"] ?? "/usr/bin:/bin"), let pipe = Self.makePipe() else {
            return false
        }
        let pager = Self.running.withLock { running in
            running = Self.spawn(command, stdin: pipe.readEnd, variables)
            return running
        }
        close(pipe.readEnd)
        // A pager that was left before the end is no error.
        if pager != nil { try? StandardSink(number: pipe.writeEnd).write(text) }
        close(pipe.writeEnd)
        return pager.map(Self.wait) ?? false
    }

    /// Waits for the end; false where the shell found nothing to run.
    private static func wait(for pager: pid_t) -> Bool {
        var status: Int32 = 0
        let ended = SystemCall.retrying { waitpid(pager, &status, 0) }
        running.withLock { $0 = nil }
        let isExit = status & 0x7F == 0
        let code = (status >> 8) & 0xFF
        return !(ended == pager && isExit && (code == 126 || code == 127))
    }

    /// Whether the program that a line begins with is there, as far as can be told without a shell.
    ///
    /// The shell would find out as well, but complain in its own words.
    private static func mayExist(_ command: String, path: String) -> Bool {
        let word = command.prefix { $0 != " " }
        // What has more to it than words, and what begins with a variable, only the shell understands.
        if word.contains("=") || command.contains(where: { ";|&<>()$`'\"\\\n".contains($0) }) { return true }
        if word.contains("/") { return access(String(word), X_OK) == 0 }
        return path.split(separator: ":").contains { access("\($0)/\(word)", X_OK) == 0 }
    }

    private static func makePipe() -> (readEnd: Int32, writeEnd: Int32)? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Starts the shell; nil where the system refuses.
    private static func spawn(_ command: String, stdin: Int32, _ variables: [String: String]) -> pid_t? {
        var actions = Platform.noSpawnActions
        var attributes = Platform.noSpawnAttributes
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, stdin, STDIN_FILENO)
        // The signals that this process blocks and ignores are for the pager to handle as usual.
        var (none, usual) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&usual)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGXFSZ] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words = copies(of: ["sh", "-c", command])
        var entries = copies(of: variables.map { "\($0.key)=\($0.value)" })
        defer { for text in words + entries { free(text) } }
        var child = pid_t()
        return posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, &entries) == 0 ? child : nil
    }

    /// Texts as C takes them, with nothing behind the last; they are for the caller to free.
    private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { (text: String) -> UnsafeMutablePointer<CChar>? in strdup(text) } + [nil]
    }
}
