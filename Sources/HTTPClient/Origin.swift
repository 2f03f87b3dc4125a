#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The scheme, host and port of a URL, which identify a server.
///
/// A URL is read letter by letter, as in ``SecureAddress``: one that two parsers could take for different hosts has
/// no origin.
package struct Origin: Equatable, Sendable, CustomStringConvertible {
    private let scheme: String
    private let host: String
    private let port: Int

    /// Creates the origin of a URL; nil if it is neither `https:` nor `http:`, or has a user name.
    package init?(_ url: URL) {
        let address = url.absoluteString
        // Byte by byte, as libcurl does.
        guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        scheme = address[..<colon].lowercased()
        let standardPort: Int? = scheme == "https" ? 443 : scheme == "http" ? 80 : nil
        let rest = address.utf8[colon...].dropFirst()
        guard rest.starts(with: "//".utf8) else { return nil }
        let authority = Substring(
            rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
        guard let standardPort, let host = SecureAddress.host(of: authority) else { return nil }
        self.host = host.lowercased()
        // The colons of an address in brackets are its own.
        let end = authority.hasPrefix("[") ? authority.drop { $0 != "]" } : authority
        port = end.split(separator: ":").dropFirst().first.flatMap { Int($0) } ?? standardPort
    }

    /// The origin as a URL, such as `https://api.example.com`.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let standardPort = scheme == "https" ? 443 : 80
        return "\(scheme)://\(name)" + (port == standardPort ? "" : ":\(port)")
    }
}
