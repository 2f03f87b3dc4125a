import Base

/// The hosts in `NO_PROXY`, in the forms of curl and Go.
///
/// - `d` and `.d`: the name `d` and all names below it
/// - `*.d`: all names below `d`
/// - `10.1.2.3`, `fd00::1`, `[fd00::1]`: an address in any notation
/// - `10.0.0.0/8`, `fd00::/8`: a block of addresses
/// - any of them with `:PORT`: that port alone
/// - `*`: every host
///
/// Commas and whitespace separate them. libcurl's own parser supports no ports and, before 7.86, no blocks.
struct ProxyExceptions: Sendable, Equatable {
    private enum Host: Equatable {
        case any
        case name(String, includesItself: Bool)
        case block(IPBlock)
    }

    private struct Entry: Equatable {
        let host: Host
        var port: Int?
    }

    private let entries: [Entry]

    init(_ list: String) {
        entries = list.split { $0 == "," || $0.isWhitespace }.compactMap { Self.entry($0.lowercased()) }
    }

    var isEmpty: Bool { entries.isEmpty }

    /// Returns whether a host and port are reached without a proxy.
    func contains(host: String, port: Int) -> Bool {
        let name = Self.withoutDot(host.lowercased())
        let address = IPBlock(name)
        return entries.contains { entry in
            guard entry.port == nil || entry.port == port else { return false }
            return switch entry.host {
            case .any: true
            case .block(let block): address.map(block.contains) ?? false
            case .name(let domain, let includesItself):
                address == nil && (includesItself && name == domain || name.hasSuffix("." + domain))
            }
        }
    }

    private static func entry(_ word: String) -> Entry? {
        if word == "*" { return Entry(host: .any) }
        if let block = IPBlock(word) { return Entry(host: .block(block)) }
        if let colon = word.lastIndex(of: ":"), let port = UInt16(word[word.index(after: colon)...]) {
            guard var entry = entry(String(word[..<colon])) else { return nil }
            entry.port = Int(port)
            return entry
        }
        let isBelow = word.hasPrefix("*.")
        let domain = withoutDot(String(word.drop { $0 == "*" || $0 == "." }))
        return domain.isEmpty || domain.contains("*")
            ? nil : Entry(host: .name(domain, includesItself: !isBelow))
    }

    /// Returns a name without the trailing dot, which only means that nothing follows.
    private static func withoutDot(_ name: String) -> String {
        name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
