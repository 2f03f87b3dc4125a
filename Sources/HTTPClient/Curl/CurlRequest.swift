import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension CurlTransfer {
    /// Sets all of libcurl's options for the request.
    func configure(_ settings: CurlSettings) {
        let request = job.request
        easy.set(.url, request.url.absoluteString)
        easy.set(.noSignal, 1)
        easy.set(.noProgress, 1)
        easy.set(.protocols, CurlValue.httpAndHTTPS)
        easy.set(.pathAsIs, 1)
        // An empty string means all encodings that this libcurl can decode. A body that goes to a file is kept encoded,
        // so that its length is known.
        if request.sink == nil { easy.set(.acceptEncoding, "") }
        easy.set(.suppressConnectHeaders, 1)
        setMethod(request)
        easy.setHeaderLines(headerLines(request))
        setConnection(request, settings)
        setTime()
        useNextStore()
        attach()
    }

    /// Checks the server against the next certificate store; returns false if there are no more.
    @discardableResult
    func useNextStore() -> Bool {
        guard let store = remainingStores.popFirst() else { return false }
        easy.set(.certificateBundle, store.bundle)
        easy.set(.certificateDirectory, store.directory)
        easy.set(.proxyCertificateBundle, store.bundle)
        easy.set(.proxyCertificateDirectory, store.directory)
        return true
    }

    /// Limits the transfer to the time that the request has left.
    func setTime() {
        let time = remainingTime
        if job.request.sink == nil {
            easy.set(.timeoutMilliseconds, time.wholeMilliseconds)
        } else {
            // Nobody knows how long a large body takes: only silence counts, in whole seconds.
            easy.set(.lowSpeedLimit, 1)
            easy.set(.lowSpeedTime, (time.wholeMilliseconds + 999) / 1000)
        }
        easy.set(.connectTimeoutMilliseconds, min(time, CurlSettings.connectTimeout).wholeMilliseconds)
    }

    private func setMethod(_ request: HTTPRequest) {
        if request.method == .head {
            easy.set(.noBody, 1)
        } else if let body = request.body {
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
        // Waiting to join a new connection only pays off with HTTP/2, which is only used over TLS.
        easy.set(.pipeWait, isSecure ? 1 : 0)
        // Empty strings, not nil: nil would make libcurl read the process's environment.
        easy.set(.proxy, settings.proxies.proxy(for: request)?.address ?? "")
        easy.set(.noProxy, "")
    }

    /// Returns the request's fields, and lines that keep libcurl from adding its own.
    private func headerLines(_ request: HTTPRequest) -> [String] {
        let lines = request.headers.fields.map { field in
            field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
        }
        let absent = ["Accept", "Content-Type", "Expect"].filter { request.headers[$0] == nil }
        return lines + absent.map { "\($0):" }
    }
}

extension HTTPMethod {
    /// Whether servers expect a body, so that a missing one is sent as an empty one.
    fileprivate var hasBody: Bool {
        switch self {
        case .post, .put, .patch: true
        case .get, .head, .delete: false
        }
    }
}

extension Duration {
    /// The duration in milliseconds, rounded up, so that a short time isn't zero.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(clamping: min(seconds, 1 << 31) * 1000 + rest)
    }
}
