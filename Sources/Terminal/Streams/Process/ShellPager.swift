package import OperatingSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pager in its own process, run by the system's shell.
package struct ShellPager: Pager {
    /// The pager that currently has the terminal, if any.
    private static let running = Mutex<pid_t?>(nil)

    package init() {}

    /// Returns whether only the pager handles a signal, such as Ctrl-C.
    package static func takes(_ signal: Int32) -> Bool { signal == SIGINT && running.withLock { $0 != nil } }

    /// Passes a termination request on to the pager, if there is one.
    package static func pass(_ signal: Int32) { running.withLock { _ = $0.map { kill($0, signal) } } }

    package func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool {
        guard Self.mayExist(command, environment), let pipe = try? PipeEnds() else {
            return false
        }
        let pager = Self.running.withLock { running in
            running = Self.start(command, stdin: pipe.reading, environment)
            return running
        }
        close(pipe.reading)
        // Quitting a pager before the end is not an error.
        if pager != nil { try? StandardSink(number: pipe.writing).write(text) }
        close(pipe.writing)
        return pager.map(Self.wait) ?? false
    }

    /// Waits for the end; returns false if the shell found nothing to run.
    private static func wait(for pager: pid_t) -> Bool {
        var status: Int32 = 0
        let ended = SystemCall.retrying { waitpid(pager, &status, 0) }
        running.withLock { $0 = nil }
        let isExit = status & 0x7F == 0
        let code = (status >> 8) & 0xFF
        return !(ended == pager && isExit && (code == 126 || code == 127))
    }

    /// Returns whether a command line's program exists, as far as that can be checked without a shell.
    ///
    /// The shell would notice as well, but complain in its own words.
    private static func mayExist(_ command: String, _ environment: Environment) -> Bool {
        let word = command.prefix { $0 != " " }
        // Only the shell understands anything beyond plain words.
        if word.contains("=") || command.contains(where: { ";|&<>()$`'\"\\\n".contains($0) }) { return true }
        return Subprocess.find(String(word), in: environment) != nil
    }

    /// Starts the shell; returns nil if the system refuses.
    private static func start(_ command: String, stdin: Int32, _ environment: Environment) -> pid_t? {
        let words = ["/bin/sh", "-c", command]
        let streams = [(stdin, STDIN_FILENO), (STDOUT_FILENO, STDOUT_FILENO), (STDERR_FILENO, STDERR_FILENO)]
        return try? ProcessStart(
            words: words, environment: environment, streams: streams, sharesTerminal: true
        ).run().get()
    }
}
