import CLibCurl

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One request under way: what has come back so far, and what libcurl may still do about it.
///
/// It belongs to the thread of its ``CurlLoop``, which keeps it until libcurl has let go of the handle.
final class CurlTransfer {
    let job: CurlJob
    let easy: CurlEasy
    private let maximumBodySize: Int
    private let start = ContinuousClock.now
    private var head = ResponseHead()
    private var body = Data()
    private(set) var isTooLarge = false

    /// The certificates to check the server against next, where the last ones did not do.
    var remainingStores: ArraySlice<CertificateStore>

    /// How many bytes libcurl had sent before it came to the request, to a proxy for example; nil before that.
    private var sentBeforeRequest: Int?

    init(_ job: CurlJob, easy: CurlEasy, stores: [CertificateStore], maximumBodySize: Int) {
        self.job = job
        self.easy = easy
        self.maximumBodySize = maximumBodySize
        remainingStores = stores[...]
    }

    /// How much of the request's time is left, at least a millisecond.
    var remainingTime: Duration {
        max(job.request.timeout - start.duration(to: .now), .milliseconds(1))
    }

    /// Whether a byte of the request itself was handed to a connection.
    var requestMayHaveArrived: Bool {
        guard let sentBeforeRequest else { return false }
        return easy.number(.requestSize) > sentBeforeRequest
    }

    /// The answer, once libcurl has reported success.
    var response: HTTPResponse {
        HTTPResponse(status: easy.number(.responseCode), headers: head.headers, body: body)
    }

    // MARK: - Callbacks

    /// Connects libcurl's callbacks with this value, which must outlive the transfer.
    func attach() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        easy.onData(
            header: { bytes, size, count, context in
                CurlTransfer.at(context).takeHeader(bytes, count: size * count)
            },
            body: { bytes, size, count, context in
                CurlTransfer.at(context).takeBody(bytes, count: size * count)
            }, context: context)
        let asks = easy.onRequest({ context, _, _, _, _ in CurlTransfer.at(context).permission }, context: context)
        if asks { return }
        // A libcurl before 7.80 cannot ask. Only a connection that was used before makes it repeat a request,
        // so the requests that must not be repeated get one of their own there.
        sentBeforeRequest = 0
        if !mayBeRepeated { easy.set(.freshConnect, 1) }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        // libcurl hands back what `attach` gave it.
        Unmanaged<CurlTransfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    /// Whether libcurl may write the request to a connection: 0 is yes.
    ///
    /// libcurl repeats a request of any method, POST too, when a connection that it had used before breaks without
    /// a byte of an answer (`Curl_retry_request` in its `transfer.c`). The server may have acted on it by then: a
    /// token would be rotated twice, and the first new value lost. A new connection for each POST would prevent that,
    /// but costs a TLS handshake where the old connection is healthy, as it nearly always is. So libcurl keeps
    /// its connections, and is stopped here when it comes a second time with a request that must not be
    /// repeated and of which something was sent. `DELETE` may be sent again, but not unseen: that what it deletes
    /// is not there means "deleted" after two attempts, and "never was" after one.
    private var permission: Int32 {
        let sent = easy.number(.requestSize)
        guard let sentBeforeRequest else {
            self.sentBeforeRequest = sent
            return 0
        }
        return mayBeRepeated || sent == sentBeforeRequest ? 0 : 1
    }

    /// Whether nobody needs to know that libcurl sent the request twice.
    private var mayBeRepeated: Bool { job.request.method == .get }

    private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        head.add(line: UnsafeRawBufferPointer(start: bytes, count: count))
        isTooLarge = isTooLarge || head.size > CurlSettings.maximumHeadSize
        return isTooLarge ? 0 : count
    }

    private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        isTooLarge = isTooLarge || body.count + count > maximumBodySize
        if isTooLarge { return 0 }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }
}
