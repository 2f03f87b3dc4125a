@testable import Base
@testable import HTTPClient
import Support
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Requests that wait for a connection", .timeLimit(.minutes(20)))
struct CurlQueueTests {
    /// Answers requests only after all expected concurrent ones have arrived.
    final class Gate: Sendable {
        private let state = Mutex<(arrived: Int, most: Int)>((0, 0))

        /// The maximum number of concurrent requests.
        var most: Int { state.withLock(\.most) }

        func enter() {
            state.withLock { state in
                state.arrived += 1
                state.most = max(state.most, state.arrived)
            }
        }

        func leave() { state.withLock { $0.arrived -= 1 } }
    }

    private func send(
        _ count: Int, _ transport: CurlTransport, to server: ScriptedServer, timeout: Duration = .seconds(20)
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    _ = try await transport.send(HTTPRequest(to: server.address(), timeout: timeout))
                }
            }
            try await group.waitForAll()
        }
    }

    private func server(_ gate: Gate, pause: UInt32 = 5_000) throws -> ScriptedServer {
        try ScriptedServer { _ in
            gate.enter()
            defer { gate.leave() }
            usleep(pause)
            return .ok("ok")
        }
    }

    @Test("are sent six at a time")
    func six() async throws {
        let gate = Gate()
        let server = try server(gate)
        try await send(40, CurlTransport(environment: [:]), to: server)
        #expect(server.connectionCount <= 6)
        #expect(gate.most <= 6)
    }

    @Test("are sent as many at a time as the transport was made for", arguments: [1, 3])
    func configured(limit: Int) async throws {
        let gate = Gate()
        let server = try server(gate)
        let transport = CurlTransport(environment: [:], connectionsPerHost: limit)
        try await RequestPacing.$current.withValue(RequestPacing(width: 16, clock: SystemClock())) {
            try await send(20, transport, to: server)
        }
        #expect(server.connectionCount <= limit)
        #expect(gate.most <= limit)
    }

    @Test("are sent as many at a time as their sender works on")
    func widened() async throws {
        let (gate, everybody) = (Gate(), 16)
        let server = try ScriptedServer { _ in
            gate.enter()
            while gate.most < everybody { usleep(1_000) }
            return .ok("ok")
        }
        try await RequestPacing.$current.withValue(RequestPacing(width: everybody, clock: SystemClock())) {
            try await send(everybody, CurlTransport(environment: [:]), to: server)
        }
        #expect(gate.most == everybody)
    }

    @Test("have their whole time left when they are sent, regardless of the wait")
    func wholeTime() async throws {
        let limit = Duration.seconds(3)
        let end = ContinuousClock.now + limit + .milliseconds(200)
        let server = try ScriptedServer { request in
            // The next one would have no time left by now if its wait counted.
            if request.firstLine.contains("first") { while ContinuousClock.now < end { usleep(10_000) } }
            return .ok("ok")
        }
        let transport = CurlTransport(environment: [:], connectionsPerHost: 1)
        let first = Task { try await transport.send(HTTPRequest(to: server.address("/first"))) }
        while server.requests.isEmpty { await Task.yield() }
        let response = try await transport.send(HTTPRequest(to: server.address("/second"), timeout: limit))
        #expect(response.isSuccess)
        #expect(response.waited > .zero)
        #expect(try await first.value.isSuccess)
    }

    @Test("are given up when their task is canceled, and those behind them are sent")
    func canceled() async throws {
        let gate = Gate()
        let server = try ScriptedServer { request in
            if request.firstLine.contains("first") { while gate.most == 0 { usleep(1_000) } }
            return .ok("ok")
        }
        let transport = CurlTransport(environment: [:], connectionsPerHost: 1)
        let first = Task { try await transport.send(HTTPRequest(to: server.address("/first"))) }
        while server.requests.isEmpty { await Task.yield() }
        let waiting = Task { try await transport.send(HTTPRequest(to: server.address("/waiting"))) }
        let last = Task { try await transport.send(HTTPRequest(to: server.address("/last"))) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.enter()
        #expect(try await first.value.isSuccess)
        #expect(try await last.value.isSuccess)
        #expect(server.requests.map(\.firstLine).filter { $0.contains("waiting") } == [])
    }
}
