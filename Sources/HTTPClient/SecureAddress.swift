import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// URLs of servers that come from settings, variables or another server.
///
/// They are read letter by letter before they become a `URL`: what one parser takes for the host, another could take
/// for a user name, and a credential would go to the wrong server.
package enum SecureAddress {
    /// Returns the URL in a text, without a trailing slash: `https`, or `http` to this machine.
    ///
    /// - Parameter source: Where the text comes from, such as "the setting local.core".
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` for anything else, including a user, a query or a
    ///   fragment.
    package static func url(_ text: String, of source: String) throws -> URL {
        let address = text.trimmed
        if let complaint = complaint(about: address) {
            throw CommandError.usage(
                "\(source) is '\(withoutUser(address).shortened)', \(complaint); nothing was sent")
        }
        let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard let url = URL(string: trimmed), let host = url.host(), !host.isEmpty else {
            throw CommandError.usage("\(source) is '\(address.shortened)', which is not an address; nothing was sent")
        }
        return url
    }

    /// Returns what is wrong with a URL; nil if it can be used.
    package static func complaint(about address: String) -> String? {
        guard let colon = address.firstRange(of: "://") else { return "which is not an address such as https://HOST" }
        let scheme = address[..<colon.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else { return "which is neither https nor http" }
        let rest = address[colon.upperBound...]
        if rest.contains("@") { return "which contains a user name" }
        if rest.contains("?") { return "which contains a query" }
        if rest.contains("#") { return "which contains a fragment" }
        let authority = rest.prefix { $0 != "/" }
        guard let host = host(of: authority) else { return "which has no host that can be reached" }
        guard rest.unicodeScalars.allSatisfy(isAddressCharacter) else { return "which contains invalid characters" }
        guard scheme == "https" || LoopbackHost.matches(host) else {
            return "and http is only for this machine (use https)"
        }
        return nil
    }

    /// Returns the URL without user and password, so that it can be shown.
    package static func withoutUser(_ address: String) -> String {
        let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        guard let sign = address[start...].lastIndex(of: "@") else { return address }
        return String(address[..<start]) + "***" + address[sign...]
    }

    /// Returns the host of `host`, `host:port` or `[address]:port`; nil for anything else.
    static func host(of authority: Substring) -> String? {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let address = authority[authority.index(after: authority.startIndex)..<end]
            let isAddress = !address.isEmpty && address.allSatisfy { $0.isASCII && $0.isHexDigit || ":.".contains($0) }
            return isAddress && isPort(authority[authority.index(after: end)...]) ? String(address) : nil
        }
        let host = authority.prefix { $0 != ":" }
        let isName = host.unicodeScalars.allSatisfy {
            $0.isASCIIAlphanumeric || "-._".unicodeScalars.contains($0)
        }
        return !host.isEmpty && isName && isPort(authority[host.endIndex...]) ? String(host) : nil
    }

    private static func isPort(_ text: Substring) -> Bool {
        if text.isEmpty { return true }
        guard text.first == ":", let port = Int(text.dropFirst()), text.dropFirst().first != "+" else { return false }
        return (1...65_535).contains(port)
    }

    private static func isAddressCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIAlphanumeric || "-._~:/[]!$&'()*+,;=%".unicodeScalars.contains(scalar)
    }
}
