#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// How to start a program: its words, variables and streams, and whether Ctrl-C reaches it.
package struct ProcessStart {
    /// The program's path and its arguments.
    let words: [String]
    let environment: Environment
    /// Whether it also gets the variables that hold our credentials.
    var keepsCredentials = false
    /// The open file for each of its streams, in the order in which they are set up; nothing else stays open.
    let streams: [(from: Int32, to: Int32)]
    /// The open files of locks that it keeps until it ends.
    var locks: [Int32] = []
    /// Whether it stays in the terminal's foreground process group, so that keys such as Ctrl-C reach it.
    let sharesTerminal: Bool

    package init(
        words: [String], environment: Environment, keepsCredentials: Bool = false, streams: [(from: Int32, to: Int32)],
        sharesTerminal: Bool
    ) {
        self.words = words
        self.environment = environment
        self.keepsCredentials = keepsCredentials
        self.streams = streams
        self.sharesTerminal = sharesTerminal
    }

    /// Starts it; returns the system's reason on failure.
    package func run() -> Result<pid_t, SystemError> {
        var actions = Platform.noSpawnActions
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in streams { Platform.addStream(&actions, from: stream.from, to: stream.to) }
        let firstLock = STDERR_FILENO + 1
        // In ascending order, so that none takes the number of one that is still to be copied.
        for (number, lock) in zip(firstLock..., locks.sorted()) {
            Platform.addStream(&actions, from: lock, to: number)
        }
        Platform.addClosingOthers(&actions, from: firstLock + Int32(locks.count))
        var attributes = Platform.noSpawnAttributes
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        giveSignalsBack(&attributes)
        var arguments = words.map { strdup($0) } + [nil]
        let allowed = keepsCredentials ? environment : environment.withoutCredentials
        // A shell or another program in between must not search the working directory either.
        var inherited = allowed.variables
        if inherited["PATH"] != nil { inherited["PATH"] = environment.absolutePath }
        var variables = inherited.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process = pid_t()
        let error = MemorySecrecy.suspended {
            posix_spawn(&process, words[0], &actions, &attributes, &arguments, &variables)
        }
        return error == 0 ? .success(process) : .failure(SystemError(words: String(cString: strerror(error))))
    }

    /// Signals that this process blocks have to reach its children.
    private func giveSignalsBack(_ attributes: inout Platform.SpawnAttributes) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in InheritedSignals.givenBack { sigaddset(&usual, signal) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        // Without its own session, it would be stopped forever as soon as it used the terminal; with one, it has no
        // terminal, and says so.
        let session = sharesTerminal ? 0 : Platform.spawnsInSession
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | Platform.spawnFlags) | session)
    }

    /// The system's message.
    package struct SystemError: Error {
        let words: String
    }
}
