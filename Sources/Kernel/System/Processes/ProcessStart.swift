#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a program is started: with which words, variables and streams, and whether Ctrl-C reaches it.
struct ProcessStart {
    /// The program's path and its arguments.
    let words: [String]
    let environment: Environment
    /// Which open file each of its streams is, in the order in which they are put there.
    let streams: [(from: Int32, to: Int32)]
    /// Whether it stays in the group of processes that has the terminal, so that keys such as Ctrl-C reach it.
    let sharesTerminal: Bool

    /// Starts it; the system's reason where it refuses.
    func run() -> Result<pid_t, SystemError> {
        var actions = Platform.noSpawnActions
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in streams { posix_spawn_file_actions_adddup2(&actions, stream.from, stream.to) }
        var attributes = Platform.noSpawnAttributes
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        giveSignalsBack(&attributes)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process = pid_t()
        let error = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &variables)
        return error == 0 ? .success(process) : .failure(SystemError(words: String(cString: strerror(error))))
    }

    /// This process keeps signals from itself that others expect to get.
    private func giveSignalsBack(_ attributes: inout Platform.SpawnAttributes) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = sharesTerminal ? 0 : POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
    }

    /// What the system has against it, in its own words.
    struct SystemError: Error {
        let words: String
    }
}
