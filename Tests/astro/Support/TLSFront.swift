import Foundation

/// An HTTPS front for a server on this machine, with a certificate made for the test.
final class TLSFront {
    let certificate: String
    let url: String
    private let process: ChildProcess
    private let folder: TemporaryFolder

    init(forwardingTo port: Int) async throws {
        folder = try TemporaryFolder()
        certificate = folder.url.appending(path: "certificate.pem").path()
        process = try ChildProgram.shell(Self.script, [folder.url.path(), String(port)]).start(stdout: .pipe)
        url = "https://localhost:\(try await process.firstLine())"
    }

    private static let script = """
        set -e
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=astro tests' \
            -addext subjectAltName=DNS:localhost -keyout "$1/key.pem" -out "$1/certificate.pem" 2>/dev/null
        exec python3 -c '
        import socket, ssl, sys, threading
        folder, port = sys.argv[1], int(sys.argv[2])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")
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
        ' "$1" "$2"
        """
}
