#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Which API a context's domain stands for.
package enum ServerAddress {
    /// The domain when nothing names one.
    package static let standardDomain = "astronomer.io"

    /// The base address of a domain's API, version included.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` where the domain makes no address.
    package static func baseURL(ofDomain domain: String, config: Config) throws -> URL {
        try rootURL(ofDomain: domain, config: config).appending(path: "v1")
    }

    /// The address of a domain's API without a version, which what is not the API proper hangs below.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` where the domain makes no address.
    package static func rootURL(ofDomain domain: String, config: Config) throws -> URL {
        let address =
            domain == "localhost"
            ? try config.value("local.core") ?? "http://localhost:8888"
            : "\(try config.value("cloud.api.protocol") ?? "https")://\(host(of: domain))"
        let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard isSound(domain), let host = URL(string: address)?.host(), !host.isEmpty,
            let url = URL(string: trimmed)
        else {
            throw CommandError.usage("'\(domain)' is no Astro domain, or '\(address)' no address of a server")
        }
        return url
    }

    /// `cloud.X` is X; a pull request's preview has its number first.
    package static func normalized(_ domain: String) -> String {
        let domain = domain.lowercased()
        return domain.hasPrefix("cloud.") ? String(domain.dropFirst("cloud.".count)) : domain
    }

    private static func host(of domain: String) -> String {
        let labels = domain.split(separator: ".", maxSplits: 1)
        if labels.count == 2, labels[1] == "astronomer-dev.io", isPreview(labels[0]) {
            return "\(labels[0]).api.\(labels[1])"
        }
        return "api.\(domain)"
    }

    private static func isPreview(_ label: Substring) -> Bool {
        label.hasPrefix("pr") && label.count > 2 && label.dropFirst(2).allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func isSound(_ domain: String) -> Bool {
        domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty
                && label.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
                }
        }
    }
}
