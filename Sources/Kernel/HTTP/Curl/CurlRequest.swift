#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension CurlTransfer {
    /// Tells libcurl everything about the request.
    func configure(_ settings: CurlSettings) {
        let request = job.request
        easy.set(.url, request.url.absoluteString)
        easy.set(.noSignal, 1)
        easy.set(.noProgress, 1)
        easy.set(.protocols, CurlValue.httpAndHTTPS)
        easy.set(.pathAsIs, 1)
        // An empty string stands for all encodings that this libcurl can undo.
        easy.set(.acceptEncoding, "")
        easy.set(.suppressConnectHeaders, 1)
        setMethod(request)
        easy.setHeaderLines(headerLines(request))
        setConnection(request, settings)
        setTime()
        useNextStore()
        attach()
    }

    /// Checks the server against the next certificates; false when there are no more.
    @discardableResult
    func useNextStore() -> Bool {
        guard let store = remainingStores.popFirst() else { return false }
        easy.set(.certificateBundle, store.bundle)
        easy.set(.certificateDirectory, store.directory)
        easy.set(.proxyCertificateBundle, store.bundle)
        easy.set(.proxyCertificateDirectory, store.directory)
        return true
    }

    /// Limits the transfer to what is left of the request's time.
    func setTime() {
        let time = remainingTime
        easy.set(.timeoutMilliseconds, time.wholeMilliseconds)
        easy.set(.connectTimeoutMilliseconds, min(time, CurlSettings.connectTimeout).wholeMilliseconds)
    }

    private func setMethod(_ request: HTTPRequest) {
        if let body = request.body {
            body.withUnsafeBytes(easy.setBody)
        } else if request.method.hasBody {
            easy.setBody(UnsafeRawBufferPointer(start: nil, count: 0))
        } else {
            easy.set(.httpGet, 1)
        }
        easy.set(.customRequest, request.method.rawValue)
    }

    private func setConnection(_ request: HTTPRequest, _ settings: CurlSettings) {
        let isSecure = request.url.scheme?.lowercased() == "https"
        easy.set(.httpVersion, CurlValue.http2OverTLS)
        // Waiting for a connection to come up and join it pays with HTTP/2 only, which is spoken over TLS only.
        easy.set(.pipeWait, isSecure ? 1 : 0)
        // Empty strings, not nil: nil would make libcurl read the process's environment.
        easy.set(.proxy, proxy(settings) ?? "")
        easy.set(.noProxy, settings.proxies.exceptions)
    }

    /// The proxy for this request, which libcurl passes by for the hosts that are excepted.
    func proxy(_ settings: CurlSettings) -> String? {
        settings.proxies.proxy(
            scheme: job.request.url.scheme?.lowercased() ?? "", host: job.request.url.host ?? "")
    }

    /// The request's fields, and lines that keep libcurl from adding fields of its own.
    private func headerLines(_ request: HTTPRequest) -> [String] {
        let lines = request.headers.fields.map { field in
            field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
        }
        let absent = ["Accept", "Content-Type", "Expect"].filter { request.headers[$0] == nil }
        return lines + absent.map { "\($0):" }
    }
}

extension HTTPMethod {
    /// Whether servers expect a body, so that an absent one is sent as an empty one.
    fileprivate var hasBody: Bool {
        switch self {
        case .post, .put, .patch: true
        case .get, .delete: false
        }
    }
}

extension Duration {
    /// This time in milliseconds, rounded up, so that a short time is not none.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(clamping: min(seconds, 1 << 31) * 1000 + rest)
    }
}
