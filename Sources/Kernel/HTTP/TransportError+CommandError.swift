extension TransportError: CommandErrorConvertible {
    /// The failure in words: exit code 6 where the network or the server is to blame, 1 otherwise.
    public var commandError: CommandError {
        CommandError(exitCode, message, hint: hint)
    }

    private var exitCode: ExitCode {
        switch kind {
        case .unresolvedHost, .connectionFailed, .untrustedServer, .timedOut, .connectionLost: .network
        case .malformedResponse, .refused, .libraryUnavailable: .failure
        }
    }

    private var hint: String? {
        switch kind {
        case .unresolvedHost, .connectionFailed:
            "check the address and the network; a proxy is named by HTTPS_PROXY and NO_PROXY"
        case .untrustedServer:
            "if an authority of your own issued the certificate, set SSL_CERT_FILE to that authority's certificate"
        case .timedOut:
            "allow more time with --timeout SECONDS"
        case .libraryUnavailable:
            "install libcurl 4, version 7.68 or newer (the package libcurl4 on Debian and Ubuntu, libcurl on Fedora)"
        case .connectionLost, .malformedResponse, .refused:
            nil
        }
    }
}
