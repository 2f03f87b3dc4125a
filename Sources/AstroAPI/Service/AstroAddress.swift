import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ServerAddresses {
    /// The addresses of Astro's API.
    static let astro = ServerAddresses(
        standardDomain: AstroAddress.standardDomain, normalize: AstroAddress.normalized, login: .astro,
        root: AstroAddress.root)
}

/// The API address of a context's domain.
enum AstroAddress {
    /// The default domain.
    static let standardDomain = "astronomer.io"

    /// Returns the address of a domain's API without the version; endpoints outside the API proper are relative to it.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` if the domain doesn't form a valid address.
    static func root(ofDomain domain: String, config: Config) throws -> String {
        guard domain != "localhost" else {
            let core = try config.value("local.core") ?? "http://localhost:8888"
            return try SecureAddress.url(core, of: "the setting local.core").absoluteString
        }
        try requireSound(domain)
        let scheme = try config.value("cloud.api.protocol") ?? "https"
        guard ["http", "https"].contains(scheme) else {
            throw CommandError.usage(
                "the setting cloud.api.protocol is '\(scheme.shortened)', not https; nothing was sent",
                hint: .command("config set", "cloud.api.protocol", "https", "--global")
                    .otherwise("set \(variable: "CLOUD_API_PROTOCOL") to https"))
        }
        return "\(scheme)://\(host(of: domain))"
    }

    /// Returns the domain of an address that people copied from a browser, such as `https://cloud.astronomer.io/`.
    ///
    /// `cloud.X`, `app.X` and `api.X` become X, even after the number of a pull request's preview. The result is
    /// checked when an address is formed from it.
    static func normalized(_ domain: String) -> String {
        var domain = domain.trimmed.lowercased()
        if let scheme = ["https://", "http://"].first(where: domain.hasPrefix) {
            domain = String(domain.dropFirst(scheme.count).prefix { !"/?#".contains($0) })
            if scheme == "https://", domain.hasSuffix(":443") { domain.removeLast(4) }
        } else if domain.hasSuffix("/") {
            domain.removeLast()
        }
        return withoutService(domain)
    }

    private static func withoutService(_ domain: String) -> String {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let isPreview = labels.count > 2 && domain.hasSuffix(".astronomer-dev.io") && isPreview(labels[0])
        let index = isPreview ? 1 : 0
        let isService = labels[index] == "cloud" || labels.count > 2 && ["app", "api"].contains(labels[index])
        guard labels.count > index + 1, isService else { return domain }
        return (labels[..<index] + labels[(index + 1)...]).map(String.init).joined(separator: ".")
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

    private static func requireSound(_ domain: String) throws {
        if isSound(domain) { return }
        let host = domain.prefix { $0 != ":" }
        if host == "localhost" {
            throw CommandError.usage(
                "the context localhost takes its port from the setting local.core; nothing was sent",
                hint: .command("config set", "local.core", "http://\(domain.shortened)", "--global")
                    .otherwise("set \(variable: "LOCAL_CORE") to http://\(domain.shortened)"))
        }
        throw CommandError.usage(
            "'\(SecureAddress.withoutUser(domain).shortened)' is not an Astro domain; nothing was sent",
            hint: "name one such as \(isSound(String(host)) ? String(host) : standardDomain)")
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
