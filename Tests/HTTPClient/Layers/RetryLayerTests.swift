@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

@Suite("Retries")
struct RetryLayerTests {
    private let clock = FixedClock()

    private func stack(_ server: ReplyingTransport) -> any HTTPTransport {
        server.wrapped(in: RetryLayer(clock: clock, random: { $0.upperBound }))
    }

    private func request(_ method: HTTPMethod = .get) throws -> HTTPRequest {
        try HTTPRequest(method, to: "https://api.example.test/v1")
    }

    @Test(
        "A repeatable request is sent three times to a busy server, and the last answer counts",
        arguments: [HTTPMethod.get, .delete], [429, 502, 503, 504])
    func busyServer(method: HTTPMethod, status: Int) async throws {
        let server = ReplyingTransport([.status(503), .status(503), .status(status)])
        let response = try await stack(server).send(request(method))
        #expect(response.status == status)
        #expect(response.attempts == 3)
        #expect(server.requests == Array(repeating: try request(method), count: 3))
    }

    @Test("The first answer of a server that is not busy counts", arguments: [200, 204, 400, 404, 500, 501])
    func recovery(status: Int) async throws {
        let server = ReplyingTransport([.status(503), .status(status)])
        let response = try await stack(server).send(request())
        #expect(response.status == status)
        #expect(response.attempts == 2)
    }

    @Test("An immediate answer is one attempt without a wait", arguments: [200, 400, 401, 404, 500])
    func noRetry(status: Int) async throws {
        let response = try await stack(ReplyingTransport([.status(status)])).send(request())
        #expect(response.attempts == 1)
        #expect(clock.waits.isEmpty)
    }

    @Test(
        "A repeatable request is sent three times if connections break",
        arguments: [HTTPMethod.get, .delete],
        [TransportError.Kind.unresolvedHost, .connectionFailed, .connectionLost])
    func brokenConnection(method: HTTPMethod, kind: TransportError.Kind) async throws {
        let server = ReplyingTransport([.failure(kind), .failure(kind), .failure(kind)])
        let error = try await stack(server).failure(request(method))
        #expect(error.kind == kind)
        #expect(server.requests.count == 3)
        #expect(clock.waits.count == 2)
    }

    @Test(
        "A request with a permanent failure is sent once",
        arguments: [
            TransportError.Kind.refusedByProxy, .untrustedServer, .timedOut, .malformedResponse, .refused,
            .libraryUnavailable, .exhausted,
        ])
    func hopeless(kind: TransportError.Kind) async throws {
        let server = ReplyingTransport([.failure(kind)])
        #expect(try await stack(server).failure(request()).kind == kind)
        #expect(clock.waits.isEmpty)
    }

    @Test("Every kind of failure is declared retryable or not")
    func everyKind() {
        #expect(TransportError.Kind.allCases.count == 3 + 7)
    }

    @Test(
        "A request that is not repeatable is sent once, whatever fails",
        arguments: [HTTPMethod.post, .put, .patch],
        [
            .status(429), .status(503, ["Retry-After": "0"]), .failure(.connectionFailed), .failure(.connectionLost),
        ] as [ScriptedTransport.Reply])
    func unrepeatable(method: HTTPMethod, reply: ScriptedTransport.Reply) async throws {
        let server = ReplyingTransport([reply])
        if case .failure(let error) = reply {
            #expect(try await stack(server).failure(request(method)) == error)
        } else {
            #expect(try await stack(server).send(request(method)).attempts == 1)
        }
        #expect(server.requests.count == 1)
        #expect(clock.waits.isEmpty)
    }

    @Test(
        "A request that is not repeatable is sent again if the server says that it was not done, with Retry-After",
        arguments: [HTTPMethod.post, .put, .patch])
    func tooManyRequests(method: HTTPMethod) async throws {
        let server = ReplyingTransport([
            .status(429, ["Retry-After": "7"]), .status(429, ["Retry-After": "0"]), .status(200),
        ])
        #expect(try await stack(server).send(request(method)).attempts == 3)
        #expect(clock.waits == [.seconds(7), .zero])
        for value in ["61", "-1", "soon"] {
            let hopeless = ReplyingTransport([.status(429, ["Retry-After": value])])
            #expect(try await stack(hopeless).send(request(method)).attempts == 1)
        }
    }

    @Test("A noticeable wait is reported")
    func told() async throws {
        let told = Recorded<String>()
        let server = ReplyingTransport([
            .status(503, ["Retry-After": "1"]), .status(429, ["Retry-After": "20"]), .status(200),
        ])
        _ = try await server.wrapped(in: RetryLayer(clock: clock, tell: { told.add($0) })).send(request())
        #expect(told.values == ["api.example.test is busy (status 429) and asks to wait 20 s; trying again then."])
    }

    @Test("Inner layers know the number of the attempt")
    func attemptNumbers() async throws {
        let attempts = Attempts()
        let transport = ReplyingTransport([.status(503), .failure(.connectionLost), .status(200)])
            .wrapped(in: attempts).wrapped(in: RetryLayer(clock: clock, random: { $0.upperBound }))
        #expect(try await transport.send(request()).attempts == 3)
        #expect(attempts.seen == [1, 2, 3])
        #expect(RetryLayer.attempt == 1)
    }

    @Test("Canceling ends the wait between two attempts, and nothing more is sent")
    func cancellation() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let server = ReplyingTransport([.status(503, ["Retry-After": "60"])]) { arrival.yield() }
        let transport = server.wrapped(in: RetryLayer(clock: SystemClock()))
        let request = try request()
        let task = Task { try await transport.send(request) }
        for await _ in arrivals { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.count == 1)
    }

    @Test("A canceled request is not retried")
    func cancelledTransfer() async throws {
        let transport = CancelledTransport().wrapped(in: RetryLayer(clock: clock))
        await #expect(throws: CancellationError.self) { try await transport.send(request()) }
        #expect(clock.waits.isEmpty)
    }
}

/// Records the number of each attempt.
private final class Attempts: HTTPLayer {
    private let numbers = Recorded<Int>()

    var seen: [Int] { numbers.values }

    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        numbers.add(RetryLayer.attempt)
        return try await next.send(request)
    }
}
