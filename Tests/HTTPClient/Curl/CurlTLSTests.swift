@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite(.needs("openssl", "python3")) struct CurlTLSTests {
    private let certificate: TestCertificate
    private let server: TLSServer

    init() async throws {
        certificate = try await TestCertificate()
        server = try await TLSServer(certificate)
    }

    @Test func `A certificate of SSL_CERT_FILE is trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let response = try await transport.send(HTTPRequest(.post, to: address("localhost"), body: "secret"))
        #expect(response.text == "secret")
    }

    @Test func `A certificate of SSL_CERT_DIR is trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_DIR": try await certificate.makeHashedFolder()])
        #expect(try await transport.send(HTTPRequest(to: address("127.0.0.1"))).text == "/path")
    }

    @Test func `A self-signed certificate is not trusted`() async throws {
        let error = try await CurlTransport(environment: [:]).failure(HTTPRequest(.post, to: address("localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(
            error.message
                == "the certificate of localhost is not trusted: its authority is unknown (self-signed certificate)")
        #expect(error.advice?.contains("SSL_CERT_FILE") == true)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A certificate for another name is not trusted`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let error = try await transport.failure(HTTPRequest(to: address("other.localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(error.message == "the certificate of other.localhost is not trusted: it is for another name")
        #expect(error.advice?.hasPrefix("check the address") == true)
    }

    @Test func `SSL_CERT_FILE replaces the system's certificates and must be readable`() async throws {
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": "/no/such/file.pem"])
        let error = try await transport.failure(HTTPRequest(to: address("localhost")))
        #expect(error.kind == .untrustedServer)
        #expect(error.message.hasPrefix("the trusted certificates cannot be read: "))
        #expect(error.message.contains("/no/such/file.pem"))
    }

    @Test func `The bundle is tried if the directory lacks the certificate`() async throws {
        let empty = CertificateStore(bundle: nil, directory: "/etc/ssl/certs")
        let bundle = CertificateStore(bundle: certificate.certificate, directory: nil)
        var settings = CurlSettings(environment: [:])
        settings.certificates = { [empty, bundle] }
        let transport = CurlTransport(settings)
        #expect(try await transport.send(HTTPRequest(.post, to: address("localhost"), body: "once")).text == "once")
    }

    @Test func `A directory with the certificate is enough`() async throws {
        let directory = CertificateStore(bundle: nil, directory: try await certificate.makeHashedFolder())
        var settings = CurlSettings(environment: [:])
        settings.certificates = { [directory] }
        #expect(try await CurlTransport(settings).send(HTTPRequest(to: address("localhost"))).isSuccess)
    }

    @Test func `With SSL_CERT_FILE and SSL_CERT_DIR either is trusted, and the folder is read first`() async throws {
        let (file, folder) = (certificate.certificate, try await certificate.makeHashedFolder())
        func candidates(_ file: String, _ folder: String) -> [CertificateStore] {
            CertificateStore.candidates(environment: ["SSL_CERT_FILE": file, "SSL_CERT_DIR": folder])
        }
        let both = CertificateStore(bundle: file, directory: folder)
        #expect(candidates(file, folder) == [CertificateStore(bundle: nil, directory: folder), both])
        #expect(candidates("/no/such.pem", folder).map(\.bundle) == ["/no/such.pem"])
        #expect(candidates(file, "/usr:/tmp").map(\.directory) == ["/usr:/tmp"])
        // The system's folder does not contain this certificate.
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": file, "SSL_CERT_DIR": "/etc/ssl/certs"])
        #expect(try await transport.send(HTTPRequest(.post, to: address("localhost"), body: "once")).text == "once")
    }

    @Test func `A server that answers without TLS has received no request`() async throws {
        let plain = try ScriptedServer { _ in .text("HTTP/1.1 400 Bad Request\r\n\r\n") }
        let error = try await CurlTransport(environment: [:]).failure(
            HTTPRequest(.post, to: "https://127.0.0.1:\(plain.port)/", timeout: .milliseconds(300)))
        #expect(!error.requestMayHaveArrived)
        #expect(plain.requests.isEmpty)
    }

    @Test(arguments: [
        ("20200101000000Z", "20210101000000Z", "it has expired", "this machine's date"),
        ("20980101000000Z", "20990101000000Z", "it is not yet valid", "in the past"),
    ])
    func `An expired or future certificate is not trusted`(from: String, until: String, problem: String, advice: String)
        async throws
    {
        let certificate = try await TestCertificate(from: from, until: until)
        let server = try await TLSServer(certificate)
        let transport = CurlTransport(environment: ["SSL_CERT_FILE": certificate.certificate])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://localhost:\(server.port)/"))
        #expect(error.kind == .untrustedServer)
        #expect(error.message == "the certificate of localhost is not trusted: \(problem)")
        #expect(error.advice?.contains(advice) == true)
    }

    @Test func `A machine without authorities is a clear error`() async throws {
        let folder = certificate.folder + "/none"
        try await ChildProgram("mkdir", folder).succeed()
        let error = try await CurlTransport(environment: ["SSL_CERT_DIR": folder])
            .failure(HTTPRequest(.post, to: address("localhost")))
        #expect(error.message.contains("(CA bundle)"))
        #expect(error.advice?.contains("ca-certificates") == true)
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"])
    func `A server that does not speak TLS is named`(answer: String) async throws {
        let server = try ScriptedServer(onConnection: {
            _ = $0.read()
            $0.send(answer)
        })
        let error = try await CurlTransport(environment: [:])
            .failure(HTTPRequest(.post, to: "https://127.0.0.1:\(server.port)/"))
        #expect(error.message.hasPrefix("127.0.0.1 does not speak TLS on that port"))
        #expect(error.advice?.contains("443") == true)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A stalled handshake runs into the time limit`() async throws {
        let silent = try ScriptedServer { _ in .silence }
        let error = try await CurlTransport(environment: [:]).failure(
            HTTPRequest(.post, to: "https://127.0.0.1:\(silent.port)/", timeout: .milliseconds(300)))
        #expect(error.kind == .timedOut)
        #expect(error.message == "127.0.0.1 did not finish the TLS handshake within 300 ms")
        #expect(!error.requestMayHaveArrived)
    }

    private func address(_ host: String) -> String { "https://\(host):\(server.port)/path" }
}
