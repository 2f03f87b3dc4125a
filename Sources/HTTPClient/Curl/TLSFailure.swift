import Base
import OperatingSystem

/// A failed TLS handshake.
///
/// libcurl has one result for most causes; only the messages tell which one it was, its own or the TLS library's:
/// OpenSSL, LibreSSL or GnuTLS.
struct TLSFailure {
    let failure: CurlFailure
    /// The server, or the proxy that is reached by TLS.
    let peer: String

    var words: CurlFailure.Words? {
        switch failure.code {
        case CurlCode.certificateNotTrusted: return certificate
        case CurlCode.unreadableCertificates: return unreadable
        case CurlCode.tlsFailed where has("wrong version number", "http request", "unexpected TLS packet"):
            return .init(
                .connectionFailed, "\(peer) does not speak TLS on that port; it may be plain http:, or another program",
                "check the port; https: is usually at 443")
        case CurlCode.tlsFailed where isBroken:
            return .init(
                .connectionFailed, "\(peer) closed the connection during the TLS handshake",
                "try again; if it keeps happening, a firewall or proxy may be blocking TLS to \(failure.host)")
        case CurlCode.tlsFailed:
            return .init(
                .untrustedServer, "no secure connection to \(peer): \(failure.detail)",
                "ask whoever runs \(peer) for TLS 1.2 or newer: both sides found no version or cipher in common")
        case _ where CurlCode.anyTLS.contains(failure.code):
            return .init(.untrustedServer, "no secure connection to \(peer): \(failure.detail)")
        default: return nil
        }
    }

    private func has(_ words: String...) -> Bool {
        let detail = failure.detail.lowercased()
        return words.contains { detail.contains($0.lowercased()) }
    }

    /// libcurl has one result for "the handshake failed" and "the connection broke during it"; only the second
    /// is worth a retry, and only the messages tell them apart.
    private var isBroken: Bool {
        has("SSL_ERROR_SYSCALL", "Connection reset", "unexpected eof", "non-properly terminated", "Broken pipe")
    }

    // MARK: - Certificates

    private func untrusted(_ problem: String, _ advice: String) -> CurlFailure.Words {
        .init(.untrustedServer, "the certificate of \(peer) is not trusted: \(problem)", advice)
    }

    private var certificate: CurlFailure.Words {
        if has("does not match target host", "no alternative certificate subject name") {
            return untrusted(
                "it is for another name", "check the address; something in between may answer instead of \(peer)")
        }
        if has("has expired", "expiration date has passed") {
            return untrusted(
                "it has expired", "check this machine's date; if it is right, \(peer) needs a new certificate")
        }
        if has("not yet valid", "not activated yet") {
            return untrusted("it is not yet valid", "check this machine's date: it may be in the past")
        }
        if has("revoked") { return untrusted("it was revoked", "ask whoever runs \(peer) for a new certificate") }
        if let lack = failure.trust().lack { return untrusted(lack, Self.bundleAdvice) }
        return untrusted(
            "its authority is unknown (\(problem))",
            "if it belongs to your company, set SSL_CERT_FILE to that authority's certificate"
        )
    }

    private var problem: String {
        let prefix = "SSL certificate problem: "
        return failure.detail.hasPrefix(prefix) ? String(failure.detail.dropFirst(prefix.count)) : failure.detail
    }

    private var unreadable: CurlFailure.Words {
        guard let file = failure.trust().variableFile else {
            return .init(
                .untrustedServer, "\(CertificateTrust.nothing): \(failure.detail)", Self.bundleAdvice)
        }
        return .init(
            .untrustedServer, "the trusted certificates cannot be read: \(failure.detail)",
            "set SSL_CERT_FILE to a readable file of PEM certificates, which \(file) is not, or unset it")
    }

    private static let bundleAdvice = "install the package ca-certificates, or set SSL_CERT_FILE to a CA bundle"
}

/// This machine's trusted certificates.
struct CertificateTrust: Sendable, Equatable {
    static let nothing = "this machine has no list of trusted authorities (CA bundle)"

    /// Why there is no trusted authority at all, as a message; nil if there may be some.
    let lack: String?
    /// The file that `SSL_CERT_FILE` names.
    let variableFile: String?

    init(environment: [String: String]) {
        let stores = CertificateStore.candidates(environment: environment)
        variableFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        if let folder = stores.first?.directory, variableFile == nil, !CertificateStore.isHashed(folder) {
            lack = "SSL_CERT_DIR is \(folder), where no certificate is named by its hash (CA bundle)"
        } else {
            // If no location is known for a system, its libcurl knows one.
            lack = stores.isEmpty && !Platform.certificateBundles.isEmpty ? Self.nothing : nil
        }
    }
}
