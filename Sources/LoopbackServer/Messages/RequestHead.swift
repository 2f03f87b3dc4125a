import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A validated request line with its header fields.
struct RequestHead: Equatable {
    /// The length of the body.
    enum Framing: Equatable {
        case length(Int)
        case chunked
    }

    let method: String
    /// The path and query, such as `/v1/plants?limit=1`.
    let target: String
    let headers: HTTPHeaders
    let framing: Framing
    let keepsAlive: Bool
    let expectsContinue: Bool

    /// Parses the lines of a head, the request line first, without their line ends.
    ///
    /// Anything that two parsers could understand differently is refused: a smuggled request is worse
    /// than a refused one.
    init(_ lines: [[UInt8]]) throws {
        let first = try RequestLine(lines.first ?? [])
        let headers = try HTTPHeaders(lines.dropFirst())
        let authority = try first.authority ?? Self.host(headers)
        guard Self.isLoopback(authority) else {
            throw ServerRefusal(421, "this server answers only for localhost")
        }
        framing = try Self.framing(headers, isHTTP11: first.isHTTP11)
        keepsAlive = Self.keepsAlive(headers, isHTTP11: first.isHTTP11)
        expectsContinue = try Self.expectsContinue(headers)
        method = first.method
        target = first.target
        self.headers = headers
    }

    private static func host(_ headers: HTTPHeaders) throws -> String {
        let hosts = headers.values("host")
        guard let host = hosts.first, hosts.count == 1 else { throw ServerRefusal(400, "the request needs one Host") }
        return host
    }

    /// Returns whether a host is this machine by name, so that no web page can reach the server by a name of its own.
    private static func isLoopback(_ authority: String) -> Bool {
        let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        let port = authority.dropFirst(name.count)
        guard port.isEmpty || port.hasPrefix(":") && port.dropFirst().allSatisfy(\.isASCIIDigit) else { return false }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased())
    }

    private static func framing(_ headers: HTTPHeaders, isHTTP11: Bool) throws -> Framing {
        let lengths = headers.values("content-length")
        let codings = headers.values("transfer-encoding")
        guard codings.isEmpty else {
            guard lengths.isEmpty, isHTTP11, codings.count == 1 else {
                throw ServerRefusal(400, "the body's length is unclear")
            }
            guard codings[0].lowercased() == "chunked" else {
                throw ServerRefusal(501, "only the chunked transfer coding is supported")
            }
            return .chunked
        }
        guard lengths.count <= 1 else { throw ServerRefusal(400, "there are several Content-Length fields") }
        guard let text = lengths.first else { return .length(0) }
        guard !text.isEmpty, text.allSatisfy(\.isASCIIDigit) else {
            throw ServerRefusal(400, "Content-Length is not a number")
        }
        // A number too large for the machine is too large for the server, too.
        return .length(Int(text) ?? Int.max)
    }

    private static func keepsAlive(_ headers: HTTPHeaders, isHTTP11: Bool) -> Bool {
        let options = headers.values("connection").flatMap { $0.lowercased().split(separator: ",") }
            .map { $0.trimming(while: { $0 == " " || $0 == "\t" }) }
        return isHTTP11 ? !options.contains("close") : options.contains("keep-alive")
    }

    private static func expectsContinue(_ headers: HTTPHeaders) throws -> Bool {
        guard let expectation = headers["Expect"] else { return false }
        guard expectation.lowercased() == "100-continue" else {
            throw ServerRefusal(417, "that expectation is not met")
        }
        return true
    }
}

/// The first line of a request.
private struct RequestLine {
    let method: String
    let target: String
    /// The host in a target that is a whole URL, as clients of proxies send it.
    let authority: String?
    let isHTTP11: Bool

    init(_ line: [UInt8]) throws {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenByte),
            parts[1].allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
        else { throw ServerRefusal(400, "the request line is malformed") }
        method = String(decoding: parts[0], as: UTF8.self)
        (authority, target) = try Self.split(String(decoding: parts[1], as: UTF8.self))
        isHTTP11 = try Self.isHTTP11(String(decoding: parts[2], as: UTF8.self))
    }

    private static func split(_ target: String) throws -> (authority: String?, target: String) {
        if target.hasPrefix("/") { return (nil, target) }
        guard target.lowercased().hasPrefix("http://") else {
            throw ServerRefusal(400, "the request's target is not a path")
        }
        let rest = target.dropFirst(7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        return (String(authority), path.hasPrefix("/") ? String(path) : "/" + path)
    }

    private static func isHTTP11(_ version: String) throws -> Bool {
        switch version {
        case "HTTP/1.1": return true
        case "HTTP/1.0": return false
        case _ where version.hasPrefix("HTTP/"): throw ServerRefusal(505, "only HTTP/1.1 is supported")
        default: throw ServerRefusal(400, "the request line is malformed")
        }
    }
}
