import Base

/// A transfer that failed at its proxy.
struct ProxyFailure {
    let failure: CurlFailure
    let proxy: Proxy

    /// The proxy in a message: by its host and the variable that names it.
    private var name: String { "the proxy '\(proxy.host)'" }

    /// The message; nil if the server may have been the cause.
    var words: CurlFailure.Words? {
        if failure.connectStatus >= 300 { return refusal }
        switch failure.code {
        case CurlCode.unresolvedProxy:
            return .init(
                .unresolvedHost, "could not resolve \(name)", "check \(proxy.variable): its host has no address here")
        case CurlCode.connectionFailed:
            var words = failure.connectionFailure(to: name)
            words.advice = "check \(proxy.variable): no proxy can be reached there, or add \(failure.host) to NO_PROXY"
            return words
        case CurlCode.timedOut:
            return .init(
                .timedOut, "\(name) did not connect to \(failure.host) within \(failure.connectTime)",
                "check that the proxy of \(proxy.variable) works, or add \(failure.host) to NO_PROXY")
        case CurlCode.proxyFailed: return socksFailure
        case CurlCode.emptyReply, CurlCode.receiveFailed, CurlCode.weirdServerReply, CurlCode.unsupportedProtocol:
            return .init(
                .connectionFailed,
                "\(name) closed the connection to \(failure.host) or does not speak HTTP: \(failure.detail)",
                "check that \(proxy.variable) names an HTTP proxy, with https:// or socks5h:// before it if it is another"
            )
        case CurlCode.unresolvedHost:
            return .init(
                .unresolvedHost, "could not resolve the host '\(failure.host)' for \(name)",
                "use socks5h:// in \(proxy.variable), so that the proxy resolves names")
        default: return TLSFailure(failure: failure, peer: name).words
        }
    }

    /// Returns the message for a response to `CONNECT`.
    private var refusal: CurlFailure.Words {
        let status = failure.connectStatus
        switch status {
        case 407 where proxy.credential != nil:
            return .init(
                .refusedByProxy, "\(name) does not accept the user and password in \(proxy.variable) (status 407)",
                "check them; special characters are written as in an address, @ as %40")
        case 407:
            return .init(
                .refusedByProxy, "\(name) asks for a user and a password (status 407)",
                "export \(proxy.variable)=http://USER:PASSWORD@HOST:PORT")
        case 500...:
            return .init(
                .connectionFailed, "\(name) could not connect to \(failure.host) (status \(status))",
                "check that the proxy can reach \(failure.host), or add \(failure.host) to NO_PROXY")
        default:
            return .init(
                .refusedByProxy, "\(name) refused to connect to \(failure.host) (status \(status))",
                "ask whoever runs the proxy to allow \(failure.host), or add it to NO_PROXY")
        }
    }

    private var socksFailure: CurlFailure.Words {
        let detail = failure.detail
        if detail.hasPrefix("Could not resolve host") {
            return .init(
                .unresolvedHost, "could not resolve the host '\(failure.host)' for \(name)",
                "use socks5h:// in \(proxy.variable), so that the proxy resolves names")
        }
        if detail.contains("uthentication") || detail.contains("rejected") {
            return .init(
                .refusedByProxy, "\(name) asks for another user or password: \(detail)",
                "export \(proxy.variable)=socks5h://USER:PASSWORD@HOST:PORT")
        }
        return .init(
            .connectionFailed, "\(name) did not connect to \(failure.host): \(detail)",
            "check \(proxy.variable) and what the proxy allows, or add \(failure.host) to NO_PROXY")
    }
}
