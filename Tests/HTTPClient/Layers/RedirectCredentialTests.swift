@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

@Suite("Credentials and redirects")
struct RedirectCredentialTests {
    /// The credential of each request if the server at the first address redirects the client to the others.
    private func credentials(_ addresses: String...) async throws -> [String?] {
        let replies = addresses.dropFirst().map { ScriptedTransport.Reply.redirect(to: $0) }
        let server = ReplyingTransport(replies + [.status(200)])
        let headers: HTTPHeaders = ["Authorization": "Bearer abc", "cookie": "session", "X-Mine": "1"]
        _ = try await server.wrapped(in: RedirectLayer()).send(HTTPRequest(to: addresses[0], headers: headers))
        #expect(server.requests.allSatisfy { $0.headers["X-Mine"] == "1" })
        #expect(server.requests.allSatisfy { ($0.headers["Cookie"] == nil) == ($0.headers["Authorization"] == nil) })
        return server.requests.map { $0.headers["Authorization"] }
    }

    @Test(
        "The same server gets the credential again",
        arguments: [
            ("https://a.test/1", "/2"), ("https://a.test/1", "https://a.test/2"),
            ("https://a.test/1", "https://A.TEST/2"),
            ("https://a.test/1", "HTTPS://a.test:443/2"), ("https://a.test:8443/1", "https://a.test:8443/2"),
            ("http://localhost:8888/1", "http://localhost:8888/2"), ("http://localhost/1", "http://localhost:80/2"),
        ])
    func kept(first: String, second: String) async throws {
        #expect(try await credentials(first, second) == ["Bearer abc", "Bearer abc"])
    }

    @Test(
        "Another scheme, host or port does not get it",
        arguments: [
            ("https://a.test/1", "https://b.test/1"), ("https://a.test/1", "//b.test/1"),
            ("https://a.test/1", "https://a.test:8443/1"), ("https://a.test:8443/1", "https://a.test/1"),
            ("https://a.test/1", "https://api.a.test/1"), ("https://api.a.test/1", "https://a.test/1"),
            ("https://a.test/1", "https://a.test.b.test/1"), ("https://a.test/1", "https://a.test./1"),
            ("https://a.test/1", "https://a.test@b.test/1"), ("https://a.test/1", "https://a.test:443@b.test/1"),
            ("http://localhost/1", "https://localhost/1"), ("http://localhost:80/1", "https://localhost:80/1"),
            ("http://localhost/1", "http://127.0.0.1/1"), ("http://localhost:1/1", "http://localhost:2/1"),
        ])
    func dropped(first: String, second: String) async throws {
        #expect(try await credentials(first, second) == ["Bearer abc", nil])
    }

    @Test("A dropped credential is not sent again, even on the way back")
    func staysAway() async throws {
        #expect(
            try await credentials("https://a.test/1", "https://b.test/1", "https://a.test/2", "https://a.test/3")
                == ["Bearer abc", nil, nil, nil])
    }

    @Test("Earlier redirects on the same server do not weaken the rule")
    func laterHost() async throws {
        #expect(
            try await credentials("https://a.test/1", "https://a.test/2", "https://b.test/1")
                == ["Bearer abc", "Bearer abc", nil])
    }
}
