package import HTTPClient
import Kernel

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Nothing listens on this machine where a local server was expected: a person forgot to start one.
package struct MissingLocalServer: Error, CommandErrorConvertible {
    private let cause: TransportError

    /// Nil if another server is meant, or something else failed.
    package init?(_ error: TransportError, at address: URL) {
        // A server that is there and speaks no TLS, or a proxy on the way, needs other advice.
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
