/// An HTTPS front for a server on this machine.
package final class TLSFront: Sendable {
    package let certificate: TestCertificate
    package let port: Int
    private let process: ChildProcess

    /// - Parameter certificate: The certificate; nil creates one for `localhost` only.
    package init(forwardingTo server: Int, certificate: TestCertificate? = nil) async throws {
        let shown = if let certificate { certificate } else { try await TestCertificate(for: "DNS:localhost") }
        process = try ChildProgram("python3", "-c", Self.script, shown.certificate, shown.key, String(server))
            .start(stdout: .pipe)
        guard let port = Int(try await process.nextLine()) else { throw TestFailure("the TLS front is dead") }
        (self.port, self.certificate) = (port, shown)
    }

    package var url: String { "https://localhost:\(port)" }

    private static let script = """
        import socket, ssl, sys, threading
        certificate, key, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)

        def pump(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def serve(raw):
            try:
                client = context.wrap_socket(raw, server_side=True)
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=pump, args=(server, client), daemon=True).start()
            pump(client, server)

        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """
}
