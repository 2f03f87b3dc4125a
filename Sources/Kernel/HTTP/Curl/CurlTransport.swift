/// Sends requests with the system's libcurl, many at once over few connections.
///
/// Making one costs nothing: libcurl is opened and a thread started for the first request, and both serve every
/// request after it, so that connections are used again. Give all requests of a program the same transport.
/// It follows no redirect and repeats no request that the server may have received and acted on.
public struct CurlTransport: HTTPTransport {
    private let engine: CurlEngine

    /// Makes a transport with the proxies and certificates that an environment names.
    ///
    /// - Parameter environment: read are `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in capitals too
    ///   except `HTTP_PROXY`, and `SSL_CERT_FILE` and `SSL_CERT_DIR`; the process's own variables are not looked at.
    public init(environment: [String: String]) {
        self.init(CurlSettings(environment: environment))
    }

    /// Makes a transport with limits of its own.
    init(_ settings: CurlSettings) {
        engine = CurlEngine(settings: settings)
    }

    /// Sends one request and reads the whole answer.
    ///
    /// - Throws: ``TransportError``, or `CancellationError` once the transfer is given up.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try CurlRefusal.check(request)
        // Nothing else holds the engine while the task waits, and without it the thread would end.
        defer { withExtendedLifetime(engine) {} }
        let id = engine.mailbox.makeID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                engine.submit(CurlJob(id: id, request: request, continuation: continuation))
            }
        } onCancel: { [mailbox = engine.mailbox] in
            mailbox.cancel(id)
        }
    }
}

/// Starts the thread when the first request comes, and ends it when the transport is gone.
private final class CurlEngine: Sendable {
    let mailbox = CurlMailbox()
    private let settings: CurlSettings

    init(settings: CurlSettings) {
        self.settings = settings
    }

    deinit {
        mailbox.stop()
    }

    func submit(_ job: CurlJob) {
        guard mailbox.submit(job) else { return }
        let started = BackgroundThread.start { [mailbox, settings] in
            CurlLoop.serve(mailbox, settings)
        }
        if started { return }
        mailbox.close(
            failing: TransportError(
                .libraryUnavailable, "the system has no thread to send requests from", requestMayHaveArrived: false))
    }
}
