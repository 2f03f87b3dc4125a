import Testing

@testable import Kernel

@Suite struct CurlProxyTests {
    @Test func `A request for another host goes to the proxy with its whole address`() async throws {
        let proxy = try LoopbackServer { _ in .ok("from the proxy") }
        let transport = CurlTransport(environment: ["http_proxy": proxy.address()])
        let response = try await transport.send(HTTPRequest(to: "http://api.example.test/v1"))
        #expect(response.text == "from the proxy")
        #expect(proxy.requests.first?.firstLine == "GET http://api.example.test/v1 HTTP/1.1")
    }

    @Test func `A loopback host is reached without the proxy`() async throws {
        let proxy = try LoopbackServer { _ in .ok("from the proxy") }
        let server = try LoopbackServer { _ in .ok("from the server") }
        let transport = CurlTransport(environment: ["http_proxy": proxy.address(), "ALL_PROXY": proxy.address()])
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "from the server")
        #expect(proxy.requests.isEmpty)
    }

    @Test func `A host of NO_PROXY is reached without the proxy`() async throws {
        let proxy = try LoopbackServer { _ in .ok("from the proxy") }
        let transport = CurlTransport(
            environment: ["http_proxy": proxy.address(), "NO_PROXY": "other.test,.example.invalid"])
        let error = try await transport.failure(HTTPRequest(to: "http://api.example.invalid/"))
        #expect(error.kind == .unresolvedHost)
        #expect(proxy.requests.isEmpty)
    }

    @Test(.needs("openssl", "python3"))
    func `TLS goes through the proxy to the server itself`() async throws {
        let certificate = try TestCertificate()
        let server = try TLSServer(certificate)
        let proxy = try LoopbackServer { [port = server.port] _ in
            .tunnel(port: port, greeting: Array("HTTP/1.1 200 OK\r\nX-Proxy: 1\r\n\r\n".utf8))
        }
        let transport = CurlTransport(environment: [
            "HTTPS_PROXY": proxy.address(), "SSL_CERT_FILE": certificate.certificate,
        ])
        let response = try await transport.send(HTTPRequest(.post, to: "https://api.example.test/v1", body: "secret"))
        #expect(response.text == "secret")
        #expect(response.headers["X-Proxy"] == nil)
        #expect(proxy.requests.map(\.firstLine) == ["CONNECT api.example.test:443 HTTP/1.1"])
    }

    @Test func `A proxy that does not connect`() async throws {
        let proxy = try LoopbackServer { _ in .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") }
        let transport = CurlTransport(environment: ["https_proxy": "http://me:password@127.0.0.1:\(proxy.port)"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.kind == .connectionFailed)
        #expect(error.message == "the proxy '127.0.0.1' did not connect to api.example.test (status 403)")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A proxy that is not there`() async throws {
        let port = try DeadPort()
        let transport = CurlTransport(environment: ["https_proxy": "http://127.0.0.1:\(port.number)"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        withExtendedLifetime(port) {}
        #expect(error.kind == .connectionFailed)
        #expect(error.message == "the connection to the proxy '127.0.0.1' was refused")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A proxy whose name has no address`() async throws {
        let transport = CurlTransport(environment: ["https_proxy": "http://me:password@proxy.invalid:3128"])
        let error = try await transport.failure(HTTPRequest(to: "https://api.example.test/v1"))
        #expect(error.kind == .unresolvedHost)
        #expect(error.message == "could not resolve the proxy 'proxy.invalid'")
    }
}
