import Support

@testable import Base
@testable import HTTPClient
import Testing

@Suite struct CurlProxyTests {
    @Test func `A request for another host goes to the proxy with its full address`() async throws {
        let proxy = try ScriptedServer { _ in .ok("from the proxy") }
        let transport = CurlTransport(environment: ["http_proxy": proxy.address()])
        let response = try await transport.send(HTTPRequest(to: "http://api.example.test/v1"))
        #expect(response.text == "from the proxy")
        #expect(proxy.requests.first?.firstLine == "GET http://api.example.test/v1 HTTP/1.1")
    }

    @Test func `A loopback host is reached without the proxy`() async throws {
        let proxy = try ScriptedServer { _ in .ok("from the proxy") }
        let server = try ScriptedServer { _ in .ok("from the server") }
        let transport = CurlTransport(environment: ["http_proxy": proxy.address(), "ALL_PROXY": proxy.address()])
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "from the server")
        #expect(proxy.requests.isEmpty)
    }

    @Test func `A host of NO_PROXY is reached without the proxy`() async throws {
        let proxy = try ScriptedServer { _ in .ok("from the proxy") }
        let transport = CurlTransport(
            environment: ["http_proxy": proxy.address(), "NO_PROXY": "other.test,.example.invalid"])
        let error = try await transport.failure(HTTPRequest(to: "http://api.example.invalid/"))
        #expect(error.kind == .unresolvedHost)
        #expect(proxy.requests.isEmpty)
    }

    @Test(.needs("openssl", "python3"))
    func `TLS goes through the proxy to the server`() async throws {
        let certificate = try await TestCertificate()
        let server = try await TLSServer(certificate)
        let proxy = try ScriptedServer { [port = server.port] _ in
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

    @Test func `A proxy's refusal is an error`() async throws {
        let proxy = try ScriptedServer { _ in .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") }
        let transport = CurlTransport(environment: ["https_proxy": "http://me:password@127.0.0.1:\(proxy.port)"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.kind == .refusedByProxy)
        #expect(error.message == "the proxy '127.0.0.1' refused to connect to api.example.test (status 403)")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A missing proxy is an error`() async throws {
        let port = try DeadPort()
        let transport = CurlTransport(environment: ["https_proxy": "http://127.0.0.1:\(port.number)"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        withExtendedLifetime(port) {}
        #expect(error.kind == .connectionFailed)
        #expect(error.message == "the connection to the proxy '127.0.0.1' was refused")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A proxy that does not resolve is an error`() async throws {
        let transport = CurlTransport(environment: ["https_proxy": "http://me:password@proxy.invalid:3128"])
        let error = try await transport.failure(HTTPRequest(to: "https://api.example.test/v1"))
        #expect(error.kind == .unresolvedHost)
        #expect(error.message == "could not resolve the proxy 'proxy.invalid'")
    }

    @Test(arguments: [
        ("HTTP/1.1 407 X", "", "asks for a user and a password (status 407)", "USER:PASSWORD"),
        ("HTTP/1.1 407 X", "me:pw@", "does not accept the user and password in https_proxy (status 407)", "%40"),
        ("HTTP/1.1 403 X", "", "refused to connect to api.example.test (status 403)", "NO_PROXY"),
        ("HTTP/1.1 301 X", "", "refused to connect to api.example.test (status 301)", "NO_PROXY"),
        ("HTTP/1.1 502 X", "", "could not connect to api.example.test (status 502)", "NO_PROXY"),
        ("HTTP/1.1 504 X", "", "could not connect to api.example.test (status 504)", "NO_PROXY"),
    ])
    func `A proxy's answer is reported as the proxy's`(
        answer: String, user: String, words: String, advice: String
    ) async throws {
        let proxy = try ScriptedServer { _ in .text("\(answer)\r\nContent-Length: 0\r\n\r\n") }
        let transport = CurlTransport(environment: ["https_proxy": " http://\(user)127.0.0.1:\(proxy.port)\n"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.message == "the proxy '127.0.0.1' \(words)")
        #expect(error.advice?.contains(advice) == true)
        #expect(!error.requestMayHaveArrived && !error.message.contains("pw"))
    }

    @Test(arguments: ["", "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n"])
    func `A proxy that breaks off or doesn't speak HTTP is an error`(answer: String) async throws {
        let proxy = try ScriptedServer { _ in .bytesThenClose(Array(answer.utf8)) }
        let transport = CurlTransport(environment: ["https_proxy": proxy.address()])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.kind == .connectionFailed)
        #expect(error.message.hasPrefix("the proxy '127.0.0.1' closed the connection to api.example.test"))
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A proxy that never answers runs into the time limit`() async throws {
        let proxy = try ScriptedServer { _ in .silence }
        let transport = CurlTransport(environment: ["https_proxy": proxy.address()])
        let error = try await transport.failure(
            HTTPRequest(.post, to: "https://api.example.test/v1", timeout: .milliseconds(500)))
        #expect(error.kind == .timedOut)
        #expect(error.message == "the proxy '127.0.0.1' did not connect to api.example.test within 500 ms")
        #expect(!error.requestMayHaveArrived)
    }

    @Test func `A server that stalls behind the proxy is not blamed on the proxy`() async throws {
        let server = try ScriptedServer { _ in .silence }
        let proxy = try ScriptedServer { [port = server.port] _ in
            .tunnel(port: port, greeting: Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        }
        let transport = CurlTransport(environment: ["https_proxy": proxy.address()])
        let error = try await transport.failure(
            HTTPRequest(.post, to: "https://api.example.test/v1", timeout: .milliseconds(800)))
        #expect(error.message == "api.example.test did not finish the TLS handshake within 800 ms")
        #expect(!error.requestMayHaveArrived)
    }

    @Test(.needs("openssl", "python3"))
    func `An untrusted TLS proxy is named`() async throws {
        let server = try await TLSServer(TestCertificate())
        let transport = CurlTransport(environment: ["https_proxy": "https://localhost:\(server.port)"])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.kind == .untrustedServer)
        #expect(
            error.message.hasPrefix("the certificate of the proxy 'localhost' is not trusted: its authority is unknown")
        )
    }

    @Test func `A SOCKS proxy that doesn't speak SOCKS runs into the time limit`() async throws {
        let proxy = try ScriptedServer { _ in .silence }
        let transport = CurlTransport(environment: ["all_proxy": "socks5h://127.0.0.1:\(proxy.port)"])
        let error = try await transport.failure(
            HTTPRequest(.post, to: "https://api.example.test/v1", timeout: .milliseconds(500)))
        #expect(error.message == "the proxy '127.0.0.1' did not connect to api.example.test within 500 ms")
    }

    @Test(arguments: [
        ("ftp://p:1", "'ftp' is not a kind of proxy"), ("http://p:x", "its port is not a number"),
        ("p:70000", "its port is not a number"), ("http://:1", "it names no host"), ("http://", "it names no host"),
        ("http://a b:1", "its host contains invalid characters"), ("\"http://p:1\"", "is not a kind of proxy"),
        ("http://me:secret@[::1", "its port is not a number"),
    ])
    func `An invalid proxy variable is reported before anything is sent`(value: String, fault: String) async throws {
        let transport = CurlTransport(environment: ["HTTPS_PROXY": value])
        let error = try await transport.failure(HTTPRequest(.post, to: "https://api.example.test/v1"))
        #expect(error.kind == .refusedByProxy && error.commandError.exitCode == .network)
        #expect(error.message.hasPrefix("HTTPS_PROXY is not the address of a proxy: "))
        #expect(error.message.contains(fault))
        #expect(!error.message.contains("secret"))
    }
}
