/// A self-signed certificate, created when a test needs it.
package final class TestCertificate: Sendable {
    private let files: TemporaryFolder
    /// The certificate, which is its own authority.
    package let certificate: String
    package let key: String

    /// The folder with both, which is deleted with this value.
    package var folder: String { files.path }

    package init(for names: String = "DNS:localhost,DNS:api.example.test,IP:127.0.0.1") async throws {
        files = try TemporaryFolder()
        certificate = files.path + "/certificate.pem"
        key = files.path + "/key.pem"
        try await ChildProgram(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=tests", "-addext",
            "subjectAltName=\(names)"
        ).succeed()
    }

    /// Creates one that is valid between two times, each as `20200101000000Z`.
    package convenience init(from start: String, until end: String) async throws {
        try await self.init()
        try await ChildProgram.shell(Self.redating, [folder, start, end]).succeed()
    }

    /// Signs the certificate again: only `openssl ca` accepts dates.
    private static let redating = """
        set -eu; cd "$1"; : > index; echo 01 > serial
        printf '%s\\n' '[ca]' 'default_ca = x' '[x]' 'database = index' 'serial = serial' 'new_certs_dir = .' \
            'default_md = sha256' 'policy = p' 'unique_subject = no' '[p]' 'commonName = supplied' \
            '[v]' 'subjectAltName = DNS:localhost' 'basicConstraints = CA:TRUE' > ca.conf
        openssl req -new -key key.pem -subj '/CN=tests' -out request.pem
        openssl ca -batch -notext -selfsign -config ca.conf -extensions v -keyfile key.pem -in request.pem \
            -startdate "$2" -enddate "$3" -out dated.pem 2> /dev/null
        mv dated.pem certificate.pem
        """

    /// A folder in which OpenSSL finds the certificate by its hash.
    package func makeHashedFolder() async throws -> String {
        let hashed = folder + "/hashed"
        try await ChildProgram.shell(
            "set -e; mkdir \"$1\"; cp \"$2\" \"$1\"; openssl rehash \"$1\"", [hashed, certificate]
        ).succeed()
        return hashed
    }
}
