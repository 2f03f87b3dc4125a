public import Base
import OperatingSystem

/// A transport that uses the system's libcurl, and sends many requests at once over a few connections.
///
/// Creating one costs nothing: the first request loads libcurl and starts a thread, and later requests use the same
/// ones and reuse connections. Use one transport for all requests of a program.
/// It doesn't follow redirects, and never repeats a request that the server may have received and acted on.
///
/// By default there are at most six connections to a server; `Context.forEach` uses more for more items at once, and
/// the initializer can set another limit. An HTTP/2 server gets up to a hundred requests at once over them.
/// All other requests wait for their turn, and a request's time limit starts only then.
public struct CurlTransport: HTTPTransport {
    private let engine: CurlEngine

    /// Creates a transport that uses the proxies and certificates named in environment variables.
    ///
    /// - Parameters:
    ///   - environment: The variables to use: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, all but
    ///     `http_proxy` also in capitals, `SSL_CERT_FILE` and `SSL_CERT_DIR`. The process's own variables are ignored.
    ///   - connectionsPerHost: The maximum number of connections to one server; nil for six, or as many as
    ///     `Context.forEach` works on at once.
    public init(environment: [String: String], connectionsPerHost: Int? = nil) {
        var settings = CurlSettings(environment: environment)
        settings.connectionsPerHost = connectionsPerHost
        self.init(settings)
    }

    /// Creates a transport with its own limits.
    init(_ settings: CurlSettings) {
        engine = CurlEngine(settings: settings)
    }

    /// Starts to load libcurl, on a separate thread, for a program that is about to send a request.
    ///
    /// If this fails, the first request loads it, or reports why it can't be loaded.
    package static func prepare() {
        // If two threads ran out of memory at the same time, nobody could report it.
        guard Memory.hasRoom(4 * CurlEngine.leastMemory) else { return }
        _ = BackgroundThread.start { _ = try? CurlLibrary.open() }
    }

    /// Sends one request and reads the whole response.
    ///
    /// - Throws: ``TransportError``, or `CancellationError` once the transfer is canceled.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try CurlRefusal.check(request)
        if let proxy = engine.settings.proxies.proxy(for: request) { try CurlRefusal.check(proxy) }
        // Nothing else retains the engine while the task waits, and without it the thread would end.
        defer { withExtendedLifetime(engine) {} }
        let id = engine.mailbox.makeID()
        let server = CurlQueue.server(of: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                engine.submit(
                    CurlJob(
                        id: id, request: request, server: server, width: RequestPacing.current?.width,
                        isRepetition: RetryLayer.attempt > 1, continuation: continuation))
            }
        } onCancel: { [mailbox = engine.mailbox] in
            mailbox.cancel(id)
        }
    }
}

/// Starts the thread for the first request, and ends it when the transport is released.
private final class CurlEngine: Sendable {
    let mailbox = CurlMailbox()
    let settings: CurlSettings
    /// The memory that libcurl and its libraries need, with some to spare.
    static let leastMemory = 40 << 20

    init(settings: CurlSettings) {
        self.settings = settings
    }

    deinit {
        mailbox.stop()
    }

    func submit(_ job: CurlJob) {
        guard mailbox.submit(job) else { return }
        // Libraries that run out of memory while they are loaded end the process.
        guard Memory.hasRoom(Self.leastMemory) else {
            return mailbox.close(
                failing: TransportError(
                    .exhausted, "the system has too little memory left to send requests; nothing was sent",
                    requestMayHaveArrived: false, advice: "free some memory, or allow more: ulimit -v"))
        }
        let started = BackgroundThread.start { [mailbox, settings] in
            CurlLoop.serve(mailbox, settings)
        }
        if started { return }
        mailbox.close(
            failing: TransportError(
                .exhausted, "the system has no thread to send requests from; nothing was sent",
                requestMayHaveArrived: false, advice: "end other programs, or allow more processes: ulimit -u"))
    }
}
