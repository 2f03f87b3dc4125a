@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite(.needs("nghttpd", "openssl")) struct CurlHTTP2Tests {
    @Test func `Concurrent requests share one HTTP/2 connection`() async throws {
        let certificate = try await TestCertificate()
        let (server, port) = try await Self.startServer(certificate)
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let address = "https://localhost:\(port)/certificate.pem"
        let request = try HTTPRequest(to: address)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...20 {
                group.addTask { try await transport.send(request).text }
            }
            for try await text in group { #expect(text.hasPrefix("-----BEGIN CERTIFICATE")) }
        }

        let connections = try await Self.connectionsThatAsked(server, requests: 20)
        #expect(connections == ["[id=1]"])
    }

    /// A server in the certificate's folder; it can't use a port of the system's choice, so several are tried.
    private static func startServer(_ certificate: TestCertificate) async throws -> (ChildProcess, port: Int) {
        for _ in 1...20 {
            let port = try DeadPort().number
            let server = try ChildProgram(
                "nghttpd", "-v", "-a", "127.0.0.1", "-d", certificate.folder, "\(port)", certificate.key,
                certificate.certificate
            ).start(stdout: .pipe)
            while case let line = try await server.nextLine(), !line.isEmpty {
                if line.contains("listen 127.0.0.1") { return (server, port) }
            }
        }
        throw TestFailure("nghttpd finds no port")
    }

    /// Reads the server's log until it has this many requests; returns the connections that they came over.
    private static func connectionsThatAsked(_ server: ChildProcess, requests: Int) async throws -> Set<String> {
        var connections: Set<String> = []
        var count = 0
        while count < requests, case let line = try await server.nextLine() {
            guard line.contains("recv (stream_id="), line.contains(":path: /certificate.pem") else { continue }
            connections.insert(String(line.prefix { $0 != " " }))
            count += 1
        }
        return connections
    }
}
