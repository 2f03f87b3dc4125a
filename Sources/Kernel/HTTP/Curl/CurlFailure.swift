#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is known of a transfer that libcurl gave up, to be put in words.
struct CurlFailure {
    /// libcurl's result.
    let code: Int32
    /// libcurl's words for this very failure, or else for its code.
    let detail: String
    let host: String
    /// The proxy's host, where one may have been used.
    let proxyHost: String?
    /// The status that a proxy answered `CONNECT` with; 0 for none.
    let connectStatus: Int
    /// The system's number for a connection that failed; 0 for none.
    let systemError: Int32
    let timeout: Duration
    let requestMayHaveArrived: Bool
    let isTooLarge: Bool

    /// The failure as callers see it.
    var error: TransportError {
        let (kind, message) = description
        return TransportError(kind, message, requestMayHaveArrived: requestMayHaveArrived)
    }

    private var description: (TransportError.Kind, String) {
        if connectStatus >= 300, !requestMayHaveArrived {
            return (.connectionFailed, "\(proxy) did not connect to \(host) (status \(connectStatus))")
        }
        switch code {
        case CurlCode.unresolvedHost: return (.unresolvedHost, "could not resolve the host '\(host)'")
        case CurlCode.unresolvedProxy: return (.unresolvedHost, "could not resolve \(proxy)")
        case CurlCode.connectionFailed: return (.connectionFailed, connectionFailure)
        case CurlCode.timedOut: return (.timedOut, timeoutMessage)
        case CurlCode.emptyReply: return (.connectionLost, "\(host) closed the connection without an answer")
        case CurlCode.malformedURL: return (.refused, "the address for \(host) cannot be used: \(detail)")
        default: return tlsFailure ?? malformedAnswer ?? lostConnection
        }
    }

    private var proxy: String { proxyHost.map { "the proxy '\($0)'" } ?? "the proxy" }

    private var connectionFailure: String {
        // libcurl names whom it called; with a proxy that the host is excepted from, it is the host.
        let peer = proxyHost.flatMap { detail.contains($0) ? proxy : nil } ?? host
        return switch systemError {
        case ECONNREFUSED: "the connection to \(peer) was refused"
        case 0: "could not connect to \(peer): \(detail)"
        default: "could not connect to \(peer): \(String(cString: strerror(systemError)))"
        }
    }

    private var timeoutMessage: String {
        if requestMayHaveArrived { return "no answer from \(host) within \(timeout.inWords)" }
        return "no connection to \(host) within \(min(timeout, CurlSettings.connectTimeout).inWords)"
    }

    private var tlsFailure: (TransportError.Kind, String)? {
        switch code {
        case CurlCode.certificateNotTrusted:
            return (.untrustedServer, "the certificate of \(host) is not trusted: \(certificateProblem)")
        case CurlCode.unreadableCertificates:
            return (.untrustedServer, "the trusted certificates cannot be read: \(detail)")
        case CurlCode.tlsFailed where isBrokenHandshake:
            return (.connectionFailed, "\(host) broke off the connection while TLS was set up")
        case _ where CurlCode.anyTLS.contains(code):
            return (.untrustedServer, "no secure connection to \(host): \(detail)")
        default:
            return nil
        }
    }

    /// libcurl has one result for "TLS cannot be agreed" and "the connection broke meanwhile"; only the second
    /// is worth another try, and only the words tell them apart.
    private var isBrokenHandshake: Bool {
        ["SSL_ERROR_SYSCALL", "Connection reset", "unexpected eof", "non-properly terminated"].contains { words in
            detail.contains(words)
        }
    }

    private var certificateProblem: String {
        let prefix = "SSL certificate problem: "
        return detail.hasPrefix(prefix) ? String(detail.dropFirst(prefix.count)) : detail
    }

    private var malformedAnswer: (TransportError.Kind, String)? {
        if isTooLarge || isLineTooLong { return (.malformedResponse, "the answer of \(host) is too large") }
        switch code {
        case CurlCode.unsupportedProtocol, CurlCode.weirdServerReply, CurlCode.badContentEncoding, CurlCode.tooLarge:
            return (.malformedResponse, "the answer of \(host) cannot be understood: \(detail)")
        default:
            return nil
        }
    }

    /// A header line above 100 kB is "too large" to new libcurls and "out of memory" to those before 8.6.
    private var isLineTooLong: Bool {
        code == CurlCode.headersTooLarge || code == CurlCode.outOfMemory && requestMayHaveArrived
    }

    private var lostConnection: (TransportError.Kind, String) {
        requestMayHaveArrived
            ? (.connectionLost, "the connection to \(host) broke before the answer was complete")
            : (.connectionFailed, "could not connect to \(host): \(detail)")
    }
}

extension CurlFailure {
    /// Gathers what libcurl tells of a transfer that failed.
    init(_ code: Int32, of transfer: CurlTransfer, proxy: String?) {
        let easy = transfer.easy
        let message = easy.errorMessage
        self.code = code
        // libcurl quotes a proxy's address that it cannot use, with the password.
        let credential = proxy.flatMap(ProxySettings.credential).map { [$0] } ?? []
        detail = Redaction(secrets: Set(credential)).blanking(message.isEmpty ? easy.library.errorText(code) : message)
        host = transfer.job.request.url.host ?? ""
        proxyHost = proxy.map(ProxySettings.host)
        connectStatus = easy.number(.connectResponseCode)
        systemError = Int32(clamping: easy.number(.systemError))
        timeout = transfer.job.request.timeout
        requestMayHaveArrived = transfer.requestMayHaveArrived
        isTooLarge = transfer.isTooLarge
    }
}

extension Duration {
    /// This time as a person says it: `30 s`, `1500 ms`.
    fileprivate var inWords: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
