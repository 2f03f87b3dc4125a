import Base
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The location of the trusted certificates.
struct CertificateStore: Sendable, Equatable {
    /// A file with all certificates, or nil.
    let bundle: String?
    /// A folder with a file for each certificate, named by its hash, or nil.
    let directory: String?

    /// Returns the stores to try in turn; empty if the system's libcurl knows best.
    ///
    /// The folder comes first, and alone: only the certificate that is needed is read from it, while reading a
    /// bundle of 200 kB takes longer than the rest of a short command. The bundle is for systems whose
    /// folder is incomplete. `SSL_CERT_FILE` and `SSL_CERT_DIR` replace all of it; where both are set, either is trusted,
    /// and again the folder comes first.
    static func candidates(environment: [String: String]) -> [CertificateStore] {
        let file = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let folder = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        if file != nil || folder != nil {
            let both = CertificateStore(bundle: file, directory: folder)
            // A file that cannot be read is told, not passed over.
            guard let file, access(file, R_OK) == 0, let folder, isHashed(folder) else { return [both] }
            return [CertificateStore(bundle: nil, directory: folder), both]
        }

        let directory = Platform.certificateDirectories.first(where: isHashed)
        let bundle = Platform.certificateBundles.first { access($0, R_OK) == 0 }
        let directoryAlone = directory.map { CertificateStore(bundle: nil, directory: $0) }
        let everything = bundle.map { CertificateStore(bundle: $0, directory: directory) }
        return [directoryAlone, everything].compactMap { $0 }
    }

    /// Returns whether a folder has names such as `5443e9e3.0`, by which OpenSSL looks up certificates.
    static func isHashed(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if isHash(name) { return true }
        }
        return false
    }

    private static func isHash(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        return parts.count == 2 && parts[0].utf8.count == 8 && parts[0].allSatisfy(\.isHexDigit)
            && parts[1].allSatisfy(\.isWholeNumber)
    }
}
