import Base

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

/// The facts about a transfer that libcurl gave up on, from which the message is made.
struct CurlFailure {
    /// A message about a failure, with advice.
    struct Words {
        let kind: TransportError.Kind
        let message: String
        var advice: String?

        init(_ kind: TransportError.Kind, _ message: String, _ advice: String? = nil) {
            (self.kind, self.message, self.advice) = (kind, message, advice)
        }
    }

    /// libcurl's result.
    let code: Int32
    /// libcurl's message about this failure, or else about its code.
    let detail: String
    let host: String
    let port: Int
    /// The proxy that the request was to go through.
    let proxy: Proxy?
    /// The status of a proxy's response to `CONNECT`; 0 for none.
    let connectStatus: Int
    /// The system's error number for a failed connection; 0 for none.
    let systemError: Int32
    let timeout: Duration
    let requestMayHaveArrived: Bool
    let answerBegan: Bool
    let isTooLarge: Bool
    /// Whether the body was streamed to a file, so that the limit was on silence and not on the whole.
    let isStreamed: Bool
    /// The part of the response that arrived, if its head did.
    let partialAnswer: HTTPResponse?
    /// Whether a handshake with the server or a proxy had started.
    let handshakes: (server: Bool, proxy: Bool)
    let trust: () -> CertificateTrust

    /// The error for the caller.
    var error: TransportError {
        let words = words
        var error = TransportError(
            words.kind, words.message, requestMayHaveArrived: requestMayHaveArrived, advice: words.advice)
        error.partialAnswer = partialAnswer
        return error
    }

    private var words: Words {
        // Until here a proxy is the other side, unless it has connected us to the server.
        if let proxy, !requestMayHaveArrived, !isPastProxy,
            let words = ProxyFailure(failure: self, proxy: proxy).words
        {
            return words
        }
        switch code {
        case CurlCode.unresolvedHost: return unresolved("the host '\(host)' (port \(port))")
        case CurlCode.connectionFailed: return connectionFailure
        case CurlCode.timedOut: return timeoutWords
        case CurlCode.emptyReply:
            return Words(.connectionLost, "\(host) closed the connection without an answer")
        case CurlCode.malformedURL:
            return Words(.refused, "the address for \(host) cannot be used: \(detail)")
        case CurlCode.outOfMemory where !requestMayHaveArrived:
            return Words(
                .exhausted, "libcurl ran out of memory; nothing was sent", "free some memory, and run it again")
        default:
            return TLSFailure(failure: self, peer: host).words ?? malformedAnswer ?? lostConnection
        }
    }

    /// Whether the proxy has connected us to the server, so that later failures aren't its fault.
    private var isPastProxy: Bool { connectStatus / 100 == 2 || handshakes.server }

    /// Returns the message for a name that can't be resolved.
    func unresolved(_ name: String) -> Words {
        Words(
            .unresolvedHost, "could not resolve \(name)",
            "check the spelling of the name, and that this machine can look up names (DNS)")
    }

    private var connectionFailure: Words { connectionFailure(to: server, port: port) }

    /// The host and the port, as addresses have them.
    private var server: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Returns the message for a connection that couldn't be established.
    func connectionFailure(to peer: String, port: Int? = nil) -> Words {
        let place = port.map { "port \($0)" } ?? "that port"
        switch systemError {
        case ECONNREFUSED:
            return Words(
                .connectionFailed, "the connection to \(peer) was refused",
                "check the address: no program is listening on \(place) there")
        case ENETUNREACH, EHOSTUNREACH, EHOSTDOWN, ENETDOWN:
            return Words(
                .connectionFailed, "\(peer) cannot be reached: \(String(cString: strerror(systemError)))",
                "check this machine's network connection, VPN, and firewall")
        case EMFILE, ENFILE:
            return Words(
                .connectionFailed, "could not connect to \(peer): \(String(cString: strerror(systemError)))",
                TransportError.fileAdvice)
        case ETIMEDOUT: return connectionTimeout(to: peer)
        case 0: return Words(.connectionFailed, "could not connect to \(peer): \(detail)")
        default:
            return Words(.connectionFailed, "could not connect to \(peer): \(String(cString: strerror(systemError)))")
        }
    }

    /// The time limit for connecting.
    var connectTime: String { min(timeout, CurlSettings.connectTimeout).inWords }

    private func connectionTimeout(to peer: String) -> Words {
        Words(
            .timedOut, "no connection to \(peer) within \(connectTime)",
            "check this machine's network and firewall; if a proxy is needed here, set HTTPS_PROXY")
    }

    private var timeoutWords: Words {
        let more = "allow more time with --timeout SECONDS"
        if isStreamed, requestMayHaveArrived {
            return Words(.timedOut, "\(host) sent nothing more for \(timeout.inWords)", more)
        }
        if answerBegan {
            return Words(.timedOut, "the response from \(host) was incomplete after \(timeout.inWords)", more)
        }
        if requestMayHaveArrived { return Words(.timedOut, "no answer from \(host) within \(timeout.inWords)", more) }
        guard !handshakes.server else {
            return Words(
                .timedOut, "\(host) did not finish the TLS handshake within \(connectTime)",
                "check that \(host) is right and speaks https: there; a firewall may hold the connection back")
        }
        return connectionTimeout(to: server)
    }

    private var malformedAnswer: Words? {
        if isTooLarge || isLineTooLong { return Words(.malformedResponse, "the response from \(host) is too large") }
        switch code {
        case CurlCode.unsupportedProtocol, CurlCode.weirdServerReply, CurlCode.badContentEncoding, CurlCode.tooLarge:
            return Words(.malformedResponse, "the response from \(host) is malformed: \(detail)")
        case CurlCode.receiveFailed where detail.contains("chunk"):
            return Words(.malformedResponse, "the response from \(host) is malformed: \(detail)")
        default:
            return nil
        }
    }

    /// A header line above 100 kB is "too large" to new versions of libcurl and "out of memory" to those before 8.6.
    private var isLineTooLong: Bool {
        code == CurlCode.headersTooLarge || code == CurlCode.outOfMemory && requestMayHaveArrived
    }

    private var lostConnection: Words {
        requestMayHaveArrived
            ? Words(.connectionLost, "the connection to \(host) broke before the answer was complete")
            : Words(.connectionFailed, "could not connect to \(server): \(detail)")
    }
}

extension CurlFailure {
    /// Collects what libcurl reports about a failed transfer.
    package init(_ code: Int32, of transfer: CurlTransfer, _ settings: CurlSettings) {
        let easy = transfer.easy
        let request = transfer.job.request
        let message = easy.errorMessage
        let proxy = settings.proxies.proxy(for: request)
        self.code = code
        self.proxy = proxy
        // libcurl quotes an invalid proxy address with the password.
        let credential = (proxy?.credential).map { [$0] } ?? []
        detail = Redaction(secrets: Set(credential)).blanking(message.isEmpty ? easy.library.errorText(code) : message)
        host = request.url.host ?? ""
        port = request.url.port ?? (request.url.scheme?.lowercased() == "http" ? 80 : 443)
        connectStatus = easy.number(.connectResponseCode)
        let systemError = Int32(clamping: easy.number(.systemError))
        let isUnexplained = systemError == 0 && code == CurlCode.connectionFailed
        self.systemError = isUnexplained && Self.isShortOfFiles ? EMFILE : systemError
        timeout = request.timeout
        requestMayHaveArrived = transfer.requestMayHaveArrived
        answerBegan = transfer.answerBegan
        isTooLarge = transfer.isTooLarge
        isStreamed = request.sink != nil
        let answer = transfer.response
        partialAnswer = requestMayHaveArrived && answer.status > 0 && !answer.body.isEmpty ? answer : nil
        // OpenSSL's result is reset to "unknown" when a handshake starts.
        handshakes = (easy.number(.certificateResult) != 0, easy.number(.proxyCertificateResult) != 0)
        trust = settings.trust
    }

    /// Returns whether this process can't open another file, which libcurl doesn't report.
    private static var isShortOfFiles: Bool {
        let probes = (0..<2).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let isShort = probes.contains(-1) && errno == EMFILE
        for probe in probes where probe >= 0 { close(probe) }
        return isShort
    }
}

extension Duration {
    /// The duration in words: `30 s`, `1500 ms`.
    var inWords: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
