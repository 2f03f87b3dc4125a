@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("The layers together, in their order")
struct HTTPStackTests {
    private let clock = FixedClock()
    private let lines = Recorded<String>()

    /// The bearer token, and how often it was requested.
    private let asked = Recorded<Void>()

    private func stack(
        _ server: some HTTPTransport, for origin: String = "https://a.test", timeout: Duration = .seconds(30)
    ) -> any HTTPTransport {
        HTTPStack.assemble(
            around: server, identity: ClientIdentity(product: "astro", version: "1.2.3"),
            credential: RequestCredential(
                for: { Origin(origin) },
                token: { [asked] in
                    asked.add(())
                    return "hunter2"
                }), timeout: timeout, clock: clock, log: { [lines] in lines.add($0) })
    }

    private func credentials(_ server: ReplyingTransport) -> [String?] {
        server.requests.map { $0.headers["Authorization"] }
    }

    @Test("A request arrives with identity and credential")
    func fields() async throws {
        let server = ReplyingTransport([.status(200)])
        _ = try await stack(server).send(HTTPRequest(to: "https://a.test/"))
        #expect(credentials(server) == ["Bearer hunter2"])
        #expect(server.requests.first?.headers["User-Agent"] == "astro/1.2.3")
    }

    @Test("The credential does not follow a redirect to another server, or back from it")
    func redirected() async throws {
        let server = ReplyingTransport([
            .redirect(to: "https://a.test/2"), .redirect(to: "https://evil.test/"), .redirect(to: "https://a.test/3"),
            .status(200),
        ])
        _ = try await stack(server).send(HTTPRequest(to: "https://a.test/1"))
        #expect(credentials(server) == ["Bearer hunter2", "Bearer hunter2", nil, nil])
        #expect(server.requests.allSatisfy { $0.headers["User-Agent"] != nil })
    }

    @Test("A retry after redirects starts at the original address, with its credential")
    func retriedRedirect() async throws {
        let server = ReplyingTransport([
            .redirect(to: "https://other.test/"), .status(503), .redirect(to: "https://other.test/"), .status(200),
        ])
        let response = try await stack(server).send(HTTPRequest(to: "https://a.test/"))
        #expect(response.attempts == 2)
        #expect(
            server.addresses == ["https://a.test/", "https://other.test/", "https://a.test/", "https://other.test/"])
        #expect(credentials(server) == ["Bearer hunter2", nil, "Bearer hunter2", nil])
    }

    @Test("The credential is looked up once, however often the request is sent")
    func askedOnce() async throws {
        let server = ReplyingTransport([.status(503), .status(503), .status(200)])
        _ = try await stack(server).send(HTTPRequest(to: "https://a.test/"))
        #expect(asked.values.count == 1)
        #expect(credentials(server) == ["Bearer hunter2", "Bearer hunter2", "Bearer hunter2"])
    }

    @Test("Each attempt is logged, and a redirect belongs to its attempt")
    func logged() async throws {
        let server = ReplyingTransport([.status(503), .redirect(to: "/2"), .status(200)])
        _ = try await stack(server).send(HTTPRequest(to: "https://a.test/1"))
        #expect(
            lines.values.map { $0.replacing(/\d+ ms/, with: "N ms") } == [
                "GET https://a.test/1 → 503 in N ms, attempt 1", "GET https://a.test/1 → 200 in N ms, attempt 2",
            ])
    }

    @Test("Plain http: to another host is refused before anything is sent, and logged")
    func plain() async throws {
        let server = ReplyingTransport([])
        #expect(
            try await stack(server, for: "http://a.test").failure(HTTPRequest(to: "http://a.test/")).kind == .refused)
        #expect(server.requests.isEmpty)
        #expect(clock.waits.isEmpty)
        #expect(lines.values.count == 1)
    }

    @Test(
        "A redirect cannot go where a request may not go",
        arguments: ["http://evil.test/", "http://127.0.0.1.evil.test/"])
    func redirectTarget(location: String) async throws {
        let server = ReplyingTransport([.redirect(to: location)])
        let error = try await stack(server, for: "http://localhost:8888")
            .failure(HTTPRequest(to: "http://localhost:8888/"))
        #expect(error.message.contains("plain http: is only allowed to this machine"))
        #expect(server.addresses == ["http://localhost:8888/"])
    }

    @Test("No log line contains the credential, whatever happens")
    func noSecret() async throws {
        let leak = TransportError(.connectionLost, "sent hunter2", requestMayHaveArrived: true)
        let server = ReplyingTransport([
            .failure(leak), .redirect(to: "https://b.test/?x=hunter2"), .status(200, ["X-Request-Id": "hunter2"]),
        ])
        _ = try await stack(server).send(HTTPRequest(to: "https://a.test/?q=hunter2"))
        #expect(lines.values.count == 2)
        #expect(lines.values.allSatisfy { !$0.contains("hunter2") })
    }

    @Test("Without a log nothing is logged")
    func silent() async throws {
        let transport = HTTPStack.assemble(
            around: ReplyingTransport([.status(200)]), identity: ClientIdentity(product: "astro", version: "1"),
            credential: nil, clock: clock)
        #expect(try await transport.send(HTTPRequest(to: "https://a.test/")).isSuccess)
        #expect(lines.values.isEmpty)
    }

    @Test("A request without a time limit gets the person's, even after a redirect")
    func timeLimit() async throws {
        let server = ReplyingTransport([.status(200), .status(200)])
        let transport = stack(server, timeout: .seconds(7))
        _ = try await transport.send(HTTPRequest(.get, #require(URL(string: "https://a.test/"))))
        _ = try await transport.send(HTTPRequest(to: "https://a.test/", timeout: .seconds(3)))
        #expect(server.requests.map(\.timeout) == [.seconds(7), .seconds(3)])
    }
}
