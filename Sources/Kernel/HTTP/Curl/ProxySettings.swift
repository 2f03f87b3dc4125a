/// Which proxy a request goes through, by curl's own rules.
///
/// The lower-case variable wins over the upper-case one; `HTTP_PROXY` is not read at all, because a CGI server
/// sets it from a request's `Proxy:` header. `NO_PROXY` is left to libcurl to interpret. One rule is not curl's: a
/// loopback host is never asked of a proxy, since plain `http:` carries a credential there and nowhere else.
struct ProxySettings: Sendable, Equatable {
    private let http: String?
    private let https: String?
    /// Hosts to reach without a proxy, as `NO_PROXY` lists them; empty for none.
    let exceptions: String

    init(environment: [String: String]) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = first("all_proxy", "ALL_PROXY")
        http = first("http_proxy") ?? all
        https = first("https_proxy", "HTTPS_PROXY") ?? all
        exceptions = first("no_proxy", "NO_PROXY") ?? ""
    }

    /// The proxy for a request, unless its host is one of ``exceptions``.
    func proxy(scheme: String, host: String) -> String? {
        LoopbackHost.matches(host) ? nil : scheme == "https" ? https : http
    }

    /// The user and the password in a proxy's address; nil where there are none.
    static func credential(of proxy: String) -> String? {
        let authority = authority(of: proxy)
        return authority.lastIndex(of: "@").map { String(authority[..<$0]) }
    }

    private static func authority(of proxy: String) -> Substring {
        let start = proxy.firstRange(of: "://")?.upperBound ?? proxy.startIndex
        return proxy[start...].prefix { $0 != "/" }
    }

    /// The host of a proxy's address, without the password that may be in it.
    static func host(of proxy: String) -> String {
        var rest = authority(of: proxy)
        if let credential = rest.lastIndex(of: "@") { rest = rest[rest.index(after: credential)...] }
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            return String(rest[...end].dropFirst().dropLast())
        }
        return String(rest.prefix { $0 != ":" })
    }
}
