import OperatingSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The settings of the terminal behind stdin, and the original ones that a question changed.
package enum TerminalSettings {
    /// The input mode of a question.
    package enum Mode {
        /// Single keys, without echo.
        case keys
        /// A line without echo.
        case secret
    }

    /// The original settings; nil if nothing was changed.
    private static let before = Mutex<termios?>(nil)

    /// Changes the terminal while `body` runs; does nothing if stdin isn't one.
    package static func changed<Result>(to mode: Mode, _ body: () async throws -> Result) async throws -> Result {
        change(to: mode)
        defer { restore() }
        return try await body()
    }

    /// Restores the original settings, from any thread and any number of times.
    package static func restore() {
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
                // A stopped or crashed process would leave the terminal as it is now. Ctrl-C stays enabled:
                // it cancels the question, which then restores the settings.
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
