public import Base

extension TransportError: CommandErrorConvertible {
    /// The error as a message for people, with exit code 6 if the network or the server is to blame, otherwise 1.
    public var commandError: CommandError {
        CommandError(exitCode, message, hint: (advice ?? hint).map { Hint($0) })
    }

    /// The advice for a process that can't open more files.
    static let fileAdvice = "allow more open files: ulimit -n 256"

    private var exitCode: ExitCode {
        switch kind {
        case .unresolvedHost, .connectionFailed, .refusedByProxy, .untrustedServer, .timedOut, .connectionLost: .network
        case .malformedResponse, .refused, .libraryUnavailable, .exhausted: .failure
        }
    }

    private var hint: String? {
        switch kind {
        case .unresolvedHost, .connectionFailed:
            "check the address and this machine's network"
        case .untrustedServer:
            "if an authority of your own issued the certificate, set SSL_CERT_FILE to that authority's certificate"
        case .timedOut:
            "allow more time with --timeout SECONDS"
        case .libraryUnavailable:
            "install libcurl 4, version 7.68 or newer (the package libcurl4 on Debian and Ubuntu, libcurl on Fedora)"
        case .connectionLost, .malformedResponse, .refused, .refusedByProxy, .exhausted:
            nil
        }
    }
}
