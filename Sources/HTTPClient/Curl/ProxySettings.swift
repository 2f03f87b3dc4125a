import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The proxy of each request, by the rules that curl and Go share.
///
/// The lower-case variable wins over the upper-case one; `HTTP_PROXY` is not read at all, because a CGI server
/// sets it from a request's `Proxy:` header. One rule is our own: a loopback host is never reached through a proxy,
/// because plain `http:` may carry a credential there and nowhere else.
struct ProxySettings: Sendable, Equatable {
    private let http: Proxy?
    private let https: Proxy?
    /// The hosts that `NO_PROXY` lists.
    let exceptions: ProxyExceptions

    init(environment: [String: String]) {
        func first(_ names: String...) -> Proxy? {
            names.lazy.compactMap { name in
                let address = environment[name]?.trimmed ?? ""
                return address.isEmpty ? nil : Proxy(address: address, variable: name)
            }.first
        }
        let all = first("all_proxy", "ALL_PROXY")
        http = first("http_proxy") ?? all
        https = first("https_proxy", "HTTPS_PROXY") ?? all
        let lists = ["no_proxy", "NO_PROXY"].lazy.compactMap { environment[$0]?.trimmed }
        exceptions = ProxyExceptions(lists.first { !$0.isEmpty } ?? "")
    }

    /// Returns the proxy for a request; nil if it goes to its host directly.
    func proxy(for request: HTTPRequest) -> Proxy? {
        proxy(scheme: request.url.scheme?.lowercased() ?? "", host: request.url.host ?? "", port: request.url.port)
    }

    func proxy(scheme: String, host: String, port: Int?) -> Proxy? {
        guard !LoopbackHost.matches(host), let proxy = scheme == "https" ? https : http else { return nil }
        let isException = exceptions.contains(host: host, port: port ?? (scheme == "https" ? 443 : 80))
        return isException ? nil : proxy
    }
}
