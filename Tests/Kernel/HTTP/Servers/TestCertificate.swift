import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A certificate that nobody knows, for `localhost`, 127.0.0.1 and `api.example.test`, made when a test needs it.
final class TestCertificate {
    /// A folder of the test's own, which is removed with this value.
    let folder: String
    /// The certificate, which is its own authority.
    let certificate: String
    let key: String

    init() throws {
        let template = strdup("/tmp/kernel-tests-XXXXXX")
        defer { free(template) }
        guard let template, mkdtemp(template) != nil else { throw TestFailure("no folder for a certificate") }
        folder = String(cString: template)
        certificate = folder + "/certificate.pem"
        key = folder + "/key.pem"
        try ServerProcess.run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=kernel tests",
            "-addext", "subjectAltName=DNS:localhost,DNS:api.example.test,IP:127.0.0.1")
    }

    deinit {
        try? ServerProcess.run("rm", "-rf", folder)
    }

    /// A folder in which OpenSSL finds the certificate by its hash.
    func makeHashedFolder() throws -> String {
        let hashed = folder + "/hashed"
        try ServerProcess.run("mkdir", hashed)
        try ServerProcess.run("cp", certificate, hashed)
        try ServerProcess.run("openssl", "rehash", hashed)
        return hashed
    }
}

/// An HTTPS server that answers `GET` with the path and `POST` with the body, over HTTP/1.1.
final class TLSServer {
    private let process: ServerProcess
    let port: UInt16

    init(_ certificate: TestCertificate) throws {
        process = try ServerProcess("python3", "-c", Self.script, certificate.certificate, certificate.key)
        guard let port = process.readLine().flatMap(UInt16.init) else { throw TestFailure("the TLS server is dead") }
        self.port = port
    }

    private static let script = """
        import http.server, ssl, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def answer(self, body):
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self): self.answer(self.path.encode())
            def do_POST(self): self.answer(self.rfile.read(int(self.headers["Content-Length"])))
            def log_message(self, *words): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
