#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that serves while a test runs, such as Python with its own TLS.
///
/// It is killed when this value is freed, and its output is read line by line.
final class ServerProcess {
    private var process: pid_t = 0
    private let output: UnsafeMutablePointer<FILE>

    /// Starts a program that is looked up in `PATH`.
    init(_ words: String...) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, let output = fdopen(ends[0], "r") else { throw TestFailure("no pipe") }
        self.output = output
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        let copies = words.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let result = Self.withActions(writingTo: ends[1]) { actions in
            Inheritance.spawning { posix_spawnp(&process, words[0], actions, nil, copies + [nil], environ) }
        }
        guard result == 0 else { throw TestFailure("\(words[0]) cannot be started") }
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        fclose(output)
    }

    /// The next line that the program writes; nil once it has closed its output.
    func readLine() -> String? {
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        guard getline(&line, &capacity, output) > 0, let line else { return nil }
        return String(String(cString: line).prefix { !$0.isNewline })
    }

    /// Runs a program to its end.
    static func run(_ words: String...) throws {
        let copies = words.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        var process: pid_t = 0
        var status: Int32 = 0
        let isStarted = withActions(writingTo: nil) { actions in
            Inheritance.spawning { posix_spawnp(&process, words[0], actions, nil, copies + [nil], environ) == 0 }
        }
        guard isStarted, waitpid(process, &status, 0) == process, status == 0 else {
            throw TestFailure("\(words.joined(separator: " ")) failed")
        }
    }

    /// Gives a program its standard output, nothing to read, and nowhere to complain.
    private static func withActions<Result>(
        writingTo output: Int32?, _ body: (UnsafePointer<SpawnActions>) -> Result
    ) -> Result {
        let actions = UnsafeMutablePointer<SpawnActions>.allocate(capacity: 1)
        posix_spawn_file_actions_init(actions)
        posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0)
        if let output {
            posix_spawn_file_actions_adddup2(actions, output, 1)
        } else {
            posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0)
        }
        defer {
            posix_spawn_file_actions_destroy(actions)
            actions.deallocate()
        }
        return body(actions)
    }
}

#if canImport(Glibc)
    private typealias SpawnActions = posix_spawn_file_actions_t
#else
    private typealias SpawnActions = posix_spawn_file_actions_t?
#endif
