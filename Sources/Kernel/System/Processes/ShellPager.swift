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

    func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool {
        guard Self.mayExist(command, environment), let pipe = Self.makePipe() else {
            return false
        }
        let pager = Self.running.withLock { running in
            running = Self.start(command, stdin: pipe.readEnd, environment)
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
    private static func mayExist(_ command: String, _ environment: Environment) -> Bool {
        let word = command.prefix { $0 != " " }
        // What has more to it than words, and what begins with a variable, only the shell understands.
        if word.contains("=") || command.contains(where: { ";|&<>()$`'\"\\\n".contains($0) }) { return true }
        return Subprocess.find(String(word), in: environment) != nil
    }

    private static func makePipe() -> (readEnd: Int32, writeEnd: Int32)? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Starts the shell; nil where the system refuses.
    private static func start(_ command: String, stdin: Int32, _ environment: Environment) -> pid_t? {
        let words = ["/bin/sh", "-c", command]
        return try? ProcessStart(
            words: words, environment: environment, streams: [(stdin, STDIN_FILENO)], sharesTerminal: true
        ).run().get()
    }
}
