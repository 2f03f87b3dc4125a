@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

@Suite("Concurrent requests")
struct RequestPacingTests {
    private let clock = FixedClock()

    private func transport(_ server: ReplyingTransport, told: Recorded<String> = Recorded()) -> any HTTPTransport {
        server.wrapped(in: RetryLayer(clock: clock, random: { $0.upperBound }, tell: { told.add($0) }))
    }

    @Test("wait together with the one that came too soon")
    func held() async throws {
        let pacing = RequestPacing(width: 2, clock: clock)
        let server = ReplyingTransport([.status(429, ["Retry-After": "30"]), .status(200), .status(200)])
        let transport = transport(server)
        try await RequestPacing.$current.withValue(pacing) {
            _ = try await transport.send(HTTPRequest(.post, to: "https://a.test/"))
            #expect(clock.waits == [.seconds(30)])
            #expect(pacing.hold(for: 20))
            _ = try await transport.send(HTTPRequest(to: "https://a.test/"))
        }
        #expect(clock.waits == [.seconds(30), .seconds(20)])
    }

    @Test("wait even with a change that is not retried")
    func refusedChange() async throws {
        let pacing = RequestPacing(width: 2, clock: clock)
        let server = ReplyingTransport([.status(429), .status(200)])
        let transport = transport(server)
        try await RequestPacing.$current.withValue(pacing) {
            #expect(try await transport.send(HTTPRequest(.post, to: "https://a.test/")).status == 429)
            #expect(clock.waits.isEmpty)
            _ = try await transport.send(HTTPRequest(to: "https://a.test/"))
        }
        #expect(clock.waits == [.milliseconds(250)])
    }

    @Test("never wait for a server that asks for more than the maximum wait")
    func impatient() async throws {
        let pacing = RequestPacing(width: 2, clock: clock)
        let transport = transport(ReplyingTransport([.status(429, ["Retry-After": "3600"]), .status(200)]))
        try await RequestPacing.$current.withValue(pacing) {
            #expect(try await transport.send(HTTPRequest(to: "https://a.test/")).status == 429)
            _ = try await transport.send(HTTPRequest(to: "https://a.test/"))
        }
        #expect(clock.waits.isEmpty)
    }

    @Test("report a shared wait once")
    func toldOnce() async throws {
        let pacing = RequestPacing(width: 2, clock: clock)
        #expect(pacing.hold(for: 10))
        #expect(!pacing.hold(for: 10))
        #expect(!pacing.hold(for: 3))
        #expect(pacing.hold(for: 20))
    }

    @Test("are paced one by one if nothing joins them")
    func alone() async throws {
        let told = Recorded<String>()
        let transport = transport(
            ReplyingTransport([.status(429, ["Retry-After": "30"]), .status(200), .status(200)]), told: told)
        _ = try await transport.send(HTTPRequest(to: "https://a.test/"))
        _ = try await transport.send(HTTPRequest(to: "https://a.test/"))
        #expect(clock.waits == [.seconds(30)])
        #expect(told.values.count == 1)
    }
}
