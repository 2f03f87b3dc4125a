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
            throw refusal("the address \(LoggedAddress.text(request.url)) is neither http: nor https:")
        }
        guard let host = request.url.host, !host.isEmpty else {
            throw refusal("the address \(LoggedAddress.text(request.url)) has no host")
        }
        guard request.url.user == nil, request.url.password == nil else {
            throw refusal("the address for \(host) has a user or a password in it")
        }
        // A line break would end the field, and what follows it would be another field or another request.
        for field in request.headers.fields where !isSound(field) {
            throw refusal("the header field \(field.name) for \(host) has characters that no header may have")
        }
    }

    private static func refusal(_ message: String) -> TransportError {
        TransportError(.refused, message, requestMayHaveArrived: false)
    }

    /// Whether a field is one as RFC 9110 has it: a name of letters and some marks, a value without control characters.
    private static func isSound(_ field: HTTPHeaders.Field) -> Bool {
        !field.name.isEmpty && field.name.utf8.allSatisfy(isNameByte)
            && field.value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == UInt8(ascii: "\t") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
