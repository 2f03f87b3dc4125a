@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("The log of requests")
struct LogLayerTests {
    private let lines = Recorded<String>()

    private func transport(_ server: some HTTPTransport, secrets: Set<String> = []) -> any HTTPTransport {
        server.wrapped(in: LogLayer(secrets: secrets) { [lines] in lines.add($0) })
    }

    /// The only line, with the time it took as `N`.
    private func line(
        _ method: HTTPMethod = .get, _ address: String = "https://a.test/v1", headers: HTTPHeaders = [:],
        secrets: Set<String> = [], answer: ScriptedTransport.Reply = .status(200)
    ) async throws -> String {
        let server = transport(ReplyingTransport([answer]), secrets: secrets)
        _ = try? await server.send(HTTPRequest(method, to: address, headers: headers, body: "a secret body"))
        let line = try #require(lines.values.first)
        #expect(lines.values.count == 1)
        return line.replacing(/\d+ ms/, with: "N ms")
    }

    @Test("An answer is one line with method, address, status, time and attempt")
    func answer() async throws {
        #expect(
            try await line(.post, "https://a.test/v1?limit=1")
                == "POST https://a.test/v1?limit=1 → 200 in N ms, attempt 1")
    }

    @Test("The server's request ID is logged", arguments: ["X-Request-Id", "x-astro-request-id"])
    func requestID(field: String) async throws {
        #expect(try await line(answer: .status(200, [field: "r1"])).hasSuffix("→ 200 in N ms, request r1, attempt 1"))
    }

    @Test("A refusal's request ID is taken from its body")
    func requestIDInBody() async throws {
        let answer = ScriptedTransport.Reply.json(#"{"message": "no", "requestId": "r2"}"#, status: 403)
        #expect(try await line(answer: answer).hasSuffix("→ 403 in N ms, request r2, attempt 1"))
    }

    @Test("A success's body is not read")
    func successBody() async throws {
        #expect(try await line(answer: .json(#"{"requestId": "r2"}"#)).hasSuffix("→ 200 in N ms, attempt 1"))
    }

    @Test("A failure is one line with its reason, and is passed on")
    func failure() async throws {
        #expect(
            try await line(answer: .failure(.timedOut))
                == "GET https://a.test/v1 → failed (no answer) after N ms, attempt 1")
        let server = transport(ReplyingTransport([.failure(.timedOut)]))
        #expect(try await server.failure(HTTPRequest(to: "https://a.test/")).kind == .timedOut)
    }

    @Test("A cancellation is logged as such")
    func cancelled() async throws {
        let server = transport(CancelledTransport())
        await #expect(throws: CancellationError.self) { try await server.send(HTTPRequest(to: "https://a.test/")) }
        #expect(lines.values.first?.contains("→ canceled after") == true)
    }

    @Test("Each attempt has its own line, with its number")
    func attempts() async throws {
        let server = ReplyingTransport([.status(503), .failure(.connectionLost), .status(200)])
        _ = try await transport(server).wrapped(in: RetryLayer(clock: FixedClock()))
            .send(HTTPRequest(to: "https://a.test/"))
        #expect(lines.values.map { $0.suffix(11) } == [", attempt 1", ", attempt 2", ", attempt 3"])
        #expect(lines.values.map { $0.contains("503") } == [true, false, false])
    }

    @Test(
        "No credential is logged, wherever it is",
        arguments: [
            "https://a.test/hunter2", "https://a.test/?x=hunter2", "https://user:hunter2@a.test/",
            "https://hunter2@a.test/",
            "https://a.test/?token=hunter2", "https://a.test/?a=1&refresh_token=hunter2&b=2",
            "https://a.test/?client-secret=hunter2", "https://a.test/?API_KEY=hunter2",
            "https://a.test/?code=hunter2#x",
            "https://a.test/?password=x?hunter2", "https://a.test/#hunter2",
        ])
    func credentials(address: String) async throws {
        let headers: HTTPHeaders = ["authorization": "Bearer hunter2"]
        #expect(try await !line(address: address, headers: headers).contains("hunter2"))
    }

    @Test(
        "Text that looks like a secret is redacted",
        arguments: [
            ("https://a.test/?access_token=x1y2&limit=1", "https://a.test/?access_token=***&limit=1"),
            ("https://a.test/?sig=x1y2&x=", "https://a.test/?sig=***&x="),
            ("https://a.test/?next=eyJa.eyJb.c", "https://a.test/?next=***"),
            ("https://a.test/eyJa.eyJb.c/x", "https://a.test/***/x"),
            ("https://me:x1y2@a.test:1/?q=a@b", "https://a.test:1/?q=a@b"),
        ])
    func looks(address: String, written: String) async throws {
        #expect(try await line(address: address) == "GET \(written) → 200 in N ms, attempt 1")
    }

    @Test(
        "Parameters that are not secret stay readable",
        arguments: ["?limit=1&offset=2", "?sorts=createdAt:asc&deploymentId=d", "?a&b=&=c"])
    func readable(query: String) async throws {
        #expect(try await line(address: "https://a.test/\(query)").hasPrefix("GET https://a.test/\(query) →"))
    }

    @Test("Known secrets are redacted in server messages, too")
    func knownSecrets() async throws {
        let error = TransportError(.connectionLost, "hunter2 and Bearer abc", requestMayHaveArrived: true)
        let text = try await line(secrets: ["hunter2"], answer: .failure(error))
        #expect(text.contains("failed (*** and Bearer ***)"))
    }

    @Test("A log line stays one line, whatever the request ID contains")
    func oneLine() async throws {
        let answer = ScriptedTransport.Reply.json(#"{"requestId": "r\nGET https://a.test/ \u001b[2J"}"#, status: 500)
        let text = try await line(answer: answer)
        #expect(!text.unicodeScalars.contains { $0.value < 32 })
        #expect(text.hasSuffix(#"request r\nGET https://a.test/ \u{1b}[2J, attempt 1"#))
    }
}

extension LogLayerTests {
    private func line(address: String, headers: HTTPHeaders = [:]) async throws -> String {
        try await line(.get, address, headers: headers)
    }
}
