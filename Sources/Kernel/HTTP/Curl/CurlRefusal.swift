#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests that cannot be handed to libcurl as they are.
enum CurlRefusal {
    /// - Throws: ``TransportError`` with ``TransportError/Kind/refused`` for a request that must not be sent.
    static func check(_ request: HTTPRequest) throws(TransportError) {
        let scheme = request.url.scheme?.lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw refusal("the address \(request.url.absoluteString) is neither http: nor https:")
        }
        guard let host = request.url.host, !host.isEmpty else {
            throw refusal("the address \(request.url.absoluteString) has no host")
        }
        guard request.url.user == nil, request.url.password == nil else {
            throw refusal("the address for \(host) has a user or a password in it")
        }
        // A line break would end the field, and what follows it would be another field or another request.
        for field in request.headers.fields where !isSound(field) {
            throw refusal("the header field \(field.name) for \(host) has characters that end it")
        }
    }

    private static func refusal(_ message: String) -> TransportError {
        TransportError(.refused, message, requestMayHaveArrived: false)
    }

    private static func isSound(_ field: HTTPHeaders.Field) -> Bool {
        let separators: [UInt8] = [0, 10, 13]
        return !field.name.isEmpty && !field.name.utf8.contains { separators.contains($0) || $0 == 58 || $0 == 32 }
            && !field.value.utf8.contains(where: separators.contains)
    }
}
