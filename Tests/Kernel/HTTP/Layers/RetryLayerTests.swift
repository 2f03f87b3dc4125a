import KernelTesting
import Testing

@testable import Kernel

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
        "A repeatable request is sent three times to a busy server, whose last answer stands",
        arguments: [HTTPMethod.get, .delete], [429, 502, 503, 504])
    func busyServer(method: HTTPMethod, status: Int) async throws {
        let server = ReplyingTransport([.status(503), .status(503), .status(status)])
        let response = try await stack(server).send(request(method))
        #expect(response.status == status)
        #expect(response.attempts == 3)
        #expect(server.requests == Array(repeating: try request(method), count: 3))
    }

    @Test("The first answer that is not a busy server's is taken", arguments: [200, 204, 400, 404, 500, 501])
    func recovery(status: Int) async throws {
        let server = ReplyingTransport([.status(503), .status(status)])
        let response = try await stack(server).send(request())
        #expect(response.status == status)
        #expect(response.attempts == 2)
    }

    @Test("An answer at once is one attempt, and nothing is waited for", arguments: [200, 400, 401, 404, 500])
    func noRetry(status: Int) async throws {
        let response = try await stack(ReplyingTransport([.status(status)])).send(request())
        #expect(response.attempts == 1)
        #expect(clock.waits.isEmpty)
    }

    @Test(
        "A repeatable request is sent three times where no connection holds",
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
        "What would fail again is sent once",
        arguments: [
            TransportError.Kind.untrustedServer, .timedOut, .malformedResponse, .refused, .libraryUnavailable,
        ])
    func hopeless(kind: TransportError.Kind) async throws {
        let server = ReplyingTransport([.failure(kind)])
        #expect(try await stack(server).failure(request()).kind == kind)
        #expect(clock.waits.isEmpty)
    }

    @Test("Every kind of failure is either tried again or not")
    func everyKind() {
        #expect(TransportError.Kind.allCases.count == 3 + 5)
    }

    @Test(
        "A request that is not repeatable is sent once, whatever comes",
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

    @Test("Whoever handles the request further in knows which sending it is")
    func attemptNumbers() async throws {
        let attempts = Attempts()
        let transport = ReplyingTransport([.status(503), .failure(.connectionLost), .status(200)])
            .wrapped(in: attempts).wrapped(in: RetryLayer(clock: clock, random: { $0.upperBound }))
        #expect(try await transport.send(request()).attempts == 3)
        #expect(attempts.seen == [1, 2, 3])
        #expect(RetryLayer.attempt == 1)
    }

    @Test("Cancelling ends the wait between two sendings, and nothing more is sent")
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

    @Test("A cancelled transfer is not sent again")
    func cancelledTransfer() async throws {
        let transport = CancelledTransport().wrapped(in: RetryLayer(clock: clock))
        await #expect(throws: CancellationError.self) { try await transport.send(request()) }
        #expect(clock.waits.isEmpty)
    }
}

/// Notes which attempt passes by.
private final class Attempts: HTTPLayer {
    private let numbers = Recorded<Int>()

    var seen: [Int] { numbers.values }

    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        numbers.add(RetryLayer.attempt)
        return try await next.send(request)
    }
}
