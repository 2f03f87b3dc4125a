package import HTTPClient
import Kernel

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The error if nothing listens on this machine where a local server was expected, usually because it isn't running.
package struct MissingLocalServer: Error, CommandErrorConvertible {
    private let cause: TransportError

    /// Creates the error; nil if another server is meant, or something else failed.
    package init?(_ error: TransportError, at address: URL) {
        // A running server without TLS, or a proxy in front of it, needs other advice.
        guard error.kind == .connectionFailed, !error.requestMayHaveArrived, let host = address.host,
            LoopbackHost.matches(host),
            error.message.hasSuffix("was refused"), !error.message.contains("proxy")
        else { return nil }
        cause = error
    }

    package var commandError: CommandError {
        var error = cause.commandError
        error.hint = Hint.command("sandbox serve").otherwise(error.hint ?? "start the server")
        return error
    }
}
