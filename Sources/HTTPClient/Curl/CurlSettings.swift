import Base
import OperatingSystem

/// The settings of a ``CurlTransport``, the same for all its requests.
struct CurlSettings: Sendable {
    var proxies: ProxySettings
    /// Finds the trusted certificates; called for the first request.
    var certificates: @Sendable () -> [CertificateStore]
    /// Describes the trusted certificates; called if a server wasn't trusted.
    let trust: @Sendable () -> CertificateTrust
    /// The largest accepted body in bytes, after decompression.
    var maximumBodySize = 64 << 20
    /// The file names of libcurl to try.
    var libraryNames = Platform.curlLibraryNames

    /// The maximum number of connections to one host, whatever a sender asks for; nil leaves it to the sender.
    var connectionsPerHost: Int?

    /// The maximum number of connections to one host, unless a sender says how many requests it sends at once.
    static let usualHostConnections = 6
    /// The largest number of connections to one host that a sender can get.
    static let maximumHostConnections = 64
    /// The maximum number of concurrent requests to a server that multiplexes them over one connection (HTTP/2).
    static let maximumStreams = 100
    /// The time limit for connecting, unless the request's own limit is shorter.
    static let connectTimeout: Duration = .seconds(10)
    /// The maximum size of a response's header lines in total, in bytes.
    ///
    /// libcurl's own limit is 300 kB, but it reports a broken connection there.
    static let maximumHeadSize = 256 << 10

    /// Creates settings from the variables that curl and OpenSSL read.
    init(environment: [String: String]) {
        proxies = ProxySettings(environment: environment)
        let variables = environment.filter { $0.key.hasPrefix("SSL_CERT_") }
        certificates = { CertificateStore.candidates(environment: variables) }
        trust = { CertificateTrust(environment: variables) }
    }
}
