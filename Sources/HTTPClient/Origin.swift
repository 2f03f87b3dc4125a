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
        guard let colon = address.firstRange(of: "://") else { return nil }
        scheme = address[..<colon.lowerBound].lowercased()
        let standardPort = ["https": 443, "http": 80][scheme]
        let authority = address[colon.upperBound...].prefix { !"/?#".contains($0) }
        guard let standardPort, let host = SecureAddress.host(of: authority) else { return nil }
        self.host = host.lowercased()
        // The colons of an address in brackets are its own.
        let rest = authority.hasPrefix("[") ? authority.drop { $0 != "]" } : authority
        port = rest.split(separator: ":").dropFirst().first.flatMap { Int($0) } ?? standardPort
    }

    /// The origin as a URL, such as `https://api.example.com`.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let standardPort = scheme == "https" ? 443 : 80
        return "\(scheme)://\(name)" + (port == standardPort ? "" : ":\(port)")
    }
}
