import HTTPClient

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Rules that turn a domain into the URL of a service's API.
///
/// ```swift
/// let addresses = ServerAddresses(standardDomain: "platform.example", root: { domain, _ in "https://api.\(domain)" })
/// ```
/// A URL without TLS is refused unless it leads to this machine.
public struct ServerAddresses: Sendable {
    /// The default domain; nil if the user has to name one.
    public let standardDomain: String?
    /// The prefix of the API's paths, such as `v1`.
    public let apiPath: String
    /// The rule that finds where people log in; nil if they can only use tokens.
    package let login: LoginLookup?
    private let normalize: @Sendable (_ domain: String) -> String
    private let root: @Sendable (_ domain: String, _ config: Config) throws -> String

    /// Creates the rules of a service.
    ///
    /// - Parameters:
    ///   - standardDomain: The default domain; nil if the user has to name one.
    ///   - apiPath: The prefix of the API's paths.
    ///   - normalize: Returns the domain that a user means, given what they typed or copied.
    ///   - login: The rule that finds where people log in; nil if they can only use tokens.
    ///   - root: Returns the URL of a domain's API without a version. It throws a ``CommandError`` with exit code
    ///     ``ExitCode/usage`` if the domain is invalid.
    public init(
        standardDomain: String? = nil, apiPath: String = "v1",
        normalize: @escaping @Sendable (_ domain: String) -> String = { $0.lowercased() },
        login: LoginLookup? = nil,
        root: @escaping @Sendable (_ domain: String, _ config: Config) throws -> String
    ) {
        self.standardDomain = standardDomain
        self.apiPath = apiPath
        self.normalize = normalize
        self.login = login
        self.root = root
    }

    /// Rules that put `https://` in front of the domain.
    public static let plain = ServerAddresses(root: { domain, _ in "https://\(domain)" })

    /// Returns the domain that a user means by what they typed or copied.
    package func normalized(_ domain: String) -> String { normalize(domain.trimmed) }

    /// Returns the base URL of a domain's API, version included.
    package func baseURL(ofDomain domain: String, config: Config) throws -> URL {
        try rootURL(ofDomain: domain, config: config).appending(path: apiPath)
    }

    /// Returns the URL of a domain's API without a version, for anything outside of the API proper.
    package func rootURL(ofDomain domain: String, config: Config) throws -> URL {
        try SecureAddress.url(try root(domain, config), of: "the context \(domain)")
    }
}
