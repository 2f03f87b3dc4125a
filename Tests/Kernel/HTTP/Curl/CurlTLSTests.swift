import Testing

@testable import Kernel

@Suite(.needs("openssl", "python3")) struct CurlTLSTests {
    private let certificate: TestCertificate
    private let server: TLSServer

    init() throws {
        certificate = try TestCertificate()
        server = try TLSServer(certificate)
    }

    @Test func `A certificate of SSL_CERT_FILE is trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let response = try await transport.send(HTTPRequest(.post, to: address("localhost"), body: "secret"))
        #expect(response.text == "secret")
    }

    @Test func `A certificate of SSL_CERT_DIR is trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_DIR": try certificate.makeHashedFolder()])
        #expect(try await transport.send(HTTPRequest(to: address("127.0.0.1"))).text == "/path")
    }

    @Test func `A certificate that nobody vouches for is not trusted`() async throws {
        let error = try await CurlTransport(environment: [:]).failure(HTTPRequest(.post, to: address("localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(error.message == "the certificate of localhost is not trusted: self-signed certificate")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A certificate for another name is not trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let error = try await transport.failure(HTTPRequest(to: address("other.localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(error.message.hasPrefix("the certificate of other.localhost is not trusted: "))
    }

    @Test func `SSL_CERT_FILE replaces the system's certificates and must be readable`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": "/no/such/file.pem"])
        let error = try await transport.failure(HTTPRequest(to: address("localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(error.message.hasPrefix("the trusted certificates cannot be read: "))
        #expect(error.message.contains("/no/such/file.pem"))
    }

    @Test func `The bundle is tried when the directory lacks the certificate`() async throws {
        let empty = CertificateStore(bundle: nil, directory: "/etc/ssl/certs")
        let bundle = CertificateStore(bundle: certificate.certificate, directory: nil)
        var settings = CurlSettings(environment: [:])
        settings.certificates = { [empty, bundle] }
        let transport = CurlTransport(settings)
        #expect(try await transport.send(HTTPRequest(.post, to: address("localhost"), body: "once")).text == "once")
    }

    @Test func `A directory with the certificate is enough`() async throws {
        let directory = CertificateStore(bundle: nil, directory: try certificate.makeHashedFolder())
        var settings = CurlSettings(environment: [:])
        settings.certificates = { [directory] }
        #expect(try await CurlTransport(settings).send(HTTPRequest(to: address("localhost"))).isSuccess)
    }

    @Test func `A server that speaks no TLS`() async throws {
        let plain = try LoopbackServer { _ in .text("HTTP/1.1 400 Bad Request\r\n\r\n") }
        let error = try await CurlTransport(environment: [:]).failure(
            HTTPRequest(.post, to: "https://127.0.0.1:\(plain.port)/", timeout: .milliseconds(300)))
        #expect(!error.requestMayHaveArrived)
        #expect(plain.requests.isEmpty)
    }

    private func address(_ host: String) -> String { "https://\(host):\(server.port)/path" }
}
