import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests that can't be passed to libcurl as they are.
enum CurlRefusal {
    /// - Throws: ``TransportError`` with ``TransportError/Kind/refused`` for a request that must not be sent.
    static func check(_ request: HTTPRequest) throws(TransportError) {
        let scheme = request.url.scheme?.lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw refusal("the address \(LoggedAddress.text(request.url)) is neither http: nor https:")
        }
        guard let host = request.url.host, !host.isEmpty else {
            throw refusal("the address \(LoggedAddress.text(request.url)) has no host")
        }
        guard request.url.user == nil, request.url.password == nil else {
            throw refusal("the address for \(host) contains a user name or a password")
        }
        // A line break would end the field, and the text after it would become another field or another request.
        for field in request.headers.fields where !isSound(field) {
            throw refusal("the header field \(field.name) for \(host) contains invalid characters")
        }
    }

    /// - Throws: ``TransportError`` with ``TransportError/Kind/refusedByProxy`` for an invalid proxy address.
    static func check(_ proxy: Proxy) throws(TransportError) {
        guard let fault = proxy.fault else { return }
        throw TransportError(
            .refusedByProxy, "\(proxy.variable) is not the address of a proxy: \(fault); nothing was sent",
            requestMayHaveArrived: false, advice: "export \(proxy.variable)=http://HOST:PORT")
    }

    private static func refusal(_ message: String) -> TransportError {
        TransportError(.refused, message, requestMayHaveArrived: false)
    }

    /// Returns whether a field is valid by RFC 9110: its name has letters and some marks, its value no controls.
    private static func isSound(_ field: HTTPHeaders.Field) -> Bool {
        !field.name.isEmpty && field.name.utf8.allSatisfy(\.isTokenByte)
            && field.value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == UInt8(ascii: "\t") }
    }
}
