package import Base

extension Output {
    /// Writes messages from code below the terminal.
    package var diagnostics: Diagnostics {
        Diagnostics { level, message in
            switch level {
            case .warning: warning(message)
            case .notice: notice(message)
            case .info: info(message)
            case .debug: debug(message)
            }
        }
    }
}
