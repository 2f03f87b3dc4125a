/// What a ``CurlTransport`` was made with, the same for all its requests.
struct CurlSettings: Sendable {
    var proxies: ProxySettings
    /// Finds the certificates to check servers against; asked when the first request goes out.
    var certificates: @Sendable () -> [CertificateStore]
    /// The largest body that is accepted, in bytes, decompressed.
    var maximumBodySize = 64 << 20
    /// The names to open libcurl by.
    var libraryNames = Platform.curlLibraryNames

    /// How many connections to one host there are at most; HTTP/2 needs one.
    static let maximumHostConnections = 6
    /// How long connecting may take, when the request's own limit is not shorter.
    static let connectTimeout: Duration = .seconds(10)
    /// How many bytes all header lines of an answer may have together.
    ///
    /// libcurl has a limit of its own, 300 kB, but reports a broken connection there.
    static let maximumHeadSize = 256 << 10

    /// Reads the variables that curl and OpenSSL read.
    init(environment: [String: String]) {
        proxies = ProxySettings(environment: environment)
        let variables = environment.filter { $0.key.hasPrefix("SSL_CERT_") }
        certificates = { CertificateStore.candidates(environment: variables) }
    }
}
