import Base
import CLibCurl

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What requests to a server use on this machine.
package struct NetworkReport: Sendable {
    /// The version of the system's HTTP library, or why it can't be used.
    package var library: Result<String, TransportError>
    /// The proxy as `host` and the variable that names it; nil if requests go to the server directly.
    package var proxy: (host: String, variable: String)?
    /// What is wrong with the proxy's address.
    package var proxyFault: String?
    /// The files and folders with trusted certificates; empty if the system's library knows best.
    package var certificates: [String]

    /// Creates a report, for a test.
    package init(
        library: Result<String, TransportError>, proxy: (host: String, variable: String)? = nil,
        proxyFault: String? = nil, certificates: [String] = []
    ) {
        self.library = library
        self.proxy = proxy
        self.proxyFault = proxyFault
        self.certificates = certificates
    }

    /// Creates a report about this machine.
    package init(for url: URL, environment: [String: String]) {
        library = Result { () throws(TransportError) in
            String(cString: libcurl_version(try CurlLibrary.open().functions))
        }
        let proxy = ProxySettings(environment: environment).proxy(for: HTTPRequest(.get, url))
        self.proxy = proxy.map { ($0.host, $0.variable) }
        proxyFault = proxy?.fault
        certificates = CertificateStore.candidates(environment: environment)
            .flatMap { [$0.directory, $0.bundle] }.compactMap(\.self)
    }
}
