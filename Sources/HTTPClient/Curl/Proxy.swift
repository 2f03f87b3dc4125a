import Base

/// A proxy that an environment variable names.
struct Proxy: Sendable, Equatable {
    /// The address for libcurl; without a scheme, it is an HTTP proxy.
    let address: String
    /// The variable, such as `HTTPS_PROXY`.
    let variable: String

    /// The schemes that libcurl supports.
    private static let schemes: Set<String> = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    private var schemeEnd: String.Index? { address.firstRange(of: "://")?.lowerBound }

    private var scheme: String {
        schemeEnd.map { address[..<$0].lowercased() } ?? "http"
    }

    private var authority: Substring {
        let start = schemeEnd.map { address.index($0, offsetBy: 3) } ?? address.startIndex
        return address[start...].prefix { $0 != "/" }
    }

    /// The user and password in the address; nil if there are none.
    var credential: String? {
        authority.lastIndex(of: "@").map { String(authority[..<$0]) }
    }

    private var hostAndPort: Substring {
        authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    }

    /// The host, without user and password.
    var host: String {
        let rest = hostAndPort
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            return String(rest[...end].dropFirst().dropLast())
        }
        return String(rest.prefix { $0 != ":" })
    }

    /// Why the address is invalid; nil if it is valid.
    var fault: String? {
        guard Self.schemes.contains(scheme) else { return "'\(scheme)' is not a kind of proxy" }
        let host = host
        guard !host.isEmpty else { return "it names no host" }
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !"\"'<>\\^`{|}%".utf8.contains($0) }) else {
            return "its host contains invalid characters"
        }
        let isBracketed = hostAndPort.hasPrefix("[")
        let port = hostAndPort.dropFirst(host.count + (isBracketed ? 2 : 0))
        guard port.isEmpty || port.first == ":" && isPort(port.dropFirst()) else { return "its port is not a number" }
        return nil
    }

    private func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.allSatisfy(\.isASCIIDigit) && UInt16(text) != nil
    }
}
