import Base
import CLibCurl

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One request in progress: the response so far, and what libcurl may still do about it.
///
/// It belongs to the thread of its ``CurlLoop``, which keeps it until libcurl has released the handle.
final class CurlTransfer {
    let job: CurlJob
    let easy: CurlEasy
    private let maximumBodySize: Int
    private let start = ContinuousClock.now
    private var head = ResponseHead()
    private var body = Data()
    private(set) var isTooLarge = false
    /// Why the body couldn't be written.
    private(set) var sinkError: (any Error)?
    private var isStreaming = false
    /// How long the request waited for a connection.
    private let waited: Duration

    /// The certificate stores to try next, if the last one wasn't enough.
    var remainingStores: ArraySlice<CertificateStore>

    /// The number of bytes that libcurl had sent before the request, for example to a proxy; nil before that.
    private var sentBeforeRequest: Int?

    init(_ job: CurlJob, easy: CurlEasy, stores: [CertificateStore], maximumBodySize: Int) {
        self.job = job
        self.easy = easy
        self.maximumBodySize = maximumBodySize
        waited = job.submitted.duration(to: start)
        remainingStores = stores[...]
    }

    /// The time that the request has left, at least one millisecond.
    var remainingTime: Duration {
        max(job.request.timeout - start.duration(to: .now), .milliseconds(1))
    }

    /// Whether any byte of the request itself was sent.
    var requestMayHaveArrived: Bool {
        guard let sentBeforeRequest else { return false }
        return easy.number(.requestSize) > sentBeforeRequest
    }

    /// Whether any part of a response came.
    var answerBegan: Bool { head.size > 0 }

    /// The response, once libcurl has reported success.
    var response: HTTPResponse {
        var response = HTTPResponse(status: easy.number(.responseCode), headers: head.headers, body: body)
        response.waited = waited
        return response
    }

    /// Whether the server multiplexes requests over one connection; nil before it has responded.
    var isMultiplexed: Bool? { head.isMultiplexed }

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
        // A busy server may close the connection by now, and a change that is lost on the way is in doubt.
        if job.isRepetition, !mayBeRepeated { easy.set(.freshConnect, 1) }
        let asks = easy.onRequest({ context, _, _, _, _ in CurlTransfer.at(context).permission }, context: context)
        if asks { return }
        // libcurl before 7.80 can't ask. It only repeats a request on a connection that was used before, so requests
        // that must not be repeated get a new connection there.
        sentBeforeRequest = 0
        if !mayBeRepeated { easy.set(.freshConnect, 1) }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        // libcurl passes on what `attach` gave it.
        Unmanaged<CurlTransfer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    /// Returns whether libcurl may write the request to a connection: 0 means yes.
    ///
    /// libcurl repeats a request of any method, even POST, if a connection that it had used before breaks without
    /// a byte of a response (`Curl_retry_request` in its `transfer.c`). The server may have acted on it by then: a
    /// token would be rotated twice, and the first new value lost. A new connection for each POST would prevent that,
    /// but costs a TLS handshake even if the old connection works, as it nearly always does. So libcurl keeps
    /// its connections, and is stopped here if it comes a second time with a request that must not be
    /// repeated and that was sent in part. `DELETE` may be sent again, but not unnoticed: a missing resource
    /// means "deleted" after two attempts, and "never existed" after one.
    private var permission: Int32 {
        let sent = easy.number(.requestSize)
        guard let sentBeforeRequest else {
            self.sentBeforeRequest = sent
            return 0
        }
        return mayBeRepeated || sent == sentBeforeRequest ? 0 : 1
    }

    /// Whether it doesn't matter if libcurl sends the request twice.
    private var mayBeRepeated: Bool { job.request.method.isReading }

    private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        head.add(line: UnsafeRawBufferPointer(start: bytes, count: count))
        isTooLarge = isTooLarge || head.size > CurlSettings.maximumHeadSize
        return isTooLarge ? 0 : count
    }

    private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
        if let sink = job.request.sink, (200..<300).contains(easy.number(.responseCode)) {
            let part = Data(UnsafeRawBufferPointer(start: bytes, count: count))
            return stream(to: sink) { try sink.take(part) } ? count : 0
        }
        isTooLarge = isTooLarge || body.count + count > maximumBodySize
        if isTooLarge { return 0 }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    /// Starts an empty streamed body, so that the file is emptied; returns false if that failed.
    func finishStream() -> Bool {
        guard let sink = job.request.sink, response.isSuccess else { return true }
        return stream(to: sink) {}
    }

    private func stream(to sink: BodySink, _ body: () throws -> Void) -> Bool {
        do {
            if !isStreaming { try sink.begin(response) }
            isStreaming = true
            try body()
            return true
        } catch {
            sinkError = error
            return false
        }
    }
}
