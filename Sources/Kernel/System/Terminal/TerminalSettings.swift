import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the terminal behind stdin treats what is typed, and how it did before a question changed that.
enum TerminalSettings {
    /// What a question needs.
    enum Mode {
        /// Each key by itself, none of them shown.
        case keys
        /// A line that is not shown.
        case secret
    }

    /// What to go back to; nil where nothing was changed.
    private static let before = Mutex<termios?>(nil)

    /// Changes the terminal for as long as `body` runs; where stdin is none, nothing is changed.
    static func changed<Result>(to mode: Mode, _ body: () async throws -> Result) async throws -> Result {
        change(to: mode)
        defer { restore() }
        return try await body()
    }

    /// Goes back to what was before the change, from any thread and as often as one likes.
    static func restore() {
        before.withLock { before in
            guard var settings = before else { return }
            _ = SystemCall.retrying { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
            before = nil
        }
    }

    private static func change(to mode: Mode) {
        before.withLock { before in
            var settings = termios()
            guard before == nil, tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
            before = settings
            settings.c_lflag &= ~tcflag_t(mode == .keys ? ECHO | ICANON : ECHO)
            withUnsafeMutableBytes(of: &settings.c_cc) { characters in
                // A process that is stopped or ends with a core would leave the terminal as it is now. Ctrl-C stays:
                // it cancels the question, which then goes back.
                characters[Int(VSUSP)] = Platform.noControlCharacter
                characters[Int(VQUIT)] = Platform.noControlCharacter
                guard mode == .keys else { return }
                characters[Int(VMIN)] = 1
                characters[Int(VTIME)] = 0
            }
            _ = SystemCall.retrying { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
        }
    }
}
