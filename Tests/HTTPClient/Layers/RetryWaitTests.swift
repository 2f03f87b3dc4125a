@testable import Base
@testable import HTTPClient
import KernelTesting
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Waits between retries")
struct RetryWaitTests {
    /// The time is Sunday, 1 March 2026, midnight in Greenwich.
    private let clock = FixedClock()

    /// The waits, in seconds, with this answer of a server.
    private func waits(
        _ replies: [ScriptedTransport.Reply],
        random: @escaping @Sendable (ClosedRange<Double>) -> Double = { _ in 0.125 }
    ) async throws -> [Double] {
        let transport = ReplyingTransport(replies).wrapped(in: RetryLayer(clock: clock, random: random))
        _ = try await transport.send(HTTPRequest(to: "https://api.example.test/v1"))
        return clock.waits.map { $0 / .seconds(1) }
    }

    @Test("The longest possible wait doubles, the shortest stays zero")
    func bounds() async throws {
        let ranges = Recorded<ClosedRange<Double>>()
        _ = try await waits([.status(503), .failure(.connectionLost), .status(200)]) { range in
            ranges.add(range)
            return 0
        }
        #expect(ranges.values == [0...0.25, 0...0.5])
    }

    @Test("The random delay is the wait")
    func jitter() async throws {
        #expect(try await waits([.status(503), .status(503), .status(200)]) { $0.upperBound / 2 } == [0.125, 0.25])
    }

    @Test("The layer picks a random delay within the bounds")
    func chance() async throws {
        let server = ReplyingTransport([.status(503), .status(503), .status(200)])
        let request = try HTTPRequest(to: "https://api.example.test/v1")
        _ = try await server.wrapped(in: RetryLayer(clock: clock)).send(request)
        #expect(clock.waits.count == 2)
        #expect((Duration.zero ... .milliseconds(250)).contains(clock.waits[0]))
        #expect((Duration.zero ... .milliseconds(500)).contains(clock.waits[1]))
    }

    @Test(
        "Retry-After is honored",
        arguments: [
            ("0", 0), ("7", 7), ("60", 60), ("Sun, 01 Mar 2026 00:00:09 GMT", 9),
            ("Sun, 01 Mar 2026 00:01:00 GMT", 60), ("Sat, 28 Feb 2026 23:00:00 GMT", 0),
            ("Sunday, 01-Mar-26 00:00:09 GMT", 9), ("Sun Mar  1 00:00:09 2026", 9), (" 7 ", 7),
            ("Saturday, 28-Feb-26 23:00:00 GMT", 0), ("Fri Nov  6 08:49:37 1998", 0),
        ])
    func retryAfter(value: String, seconds: Double) async throws {
        #expect(try await waits([.status(429, ["Retry-After": value]), .status(200)]) == [seconds])
    }

    @Test("Retry-After counts for every retried status", arguments: [429, 502, 503, 504])
    func retryAfterOfEachStatus(status: Int) async throws {
        #expect(try await waits([.status(status, ["Retry-After": "3"]), .status(200)]) == [3])
    }

    @Test("A date counts from the server's clock if it sends one")
    func skewedClock() async throws {
        let headers: HTTPHeaders = [
            "Date": "Sun, 01 Mar 2026 12:00:00 GMT", "Retry-After": "Sun, 01 Mar 2026 12:00:05 GMT",
        ]
        #expect(try await waits([.status(503, headers), .status(200)]) == [5])
    }

    @Test(
        "A Retry-After of more than a minute returns the answer at once",
        arguments: [
            "61", "4294967296", "99999999999999999999", "Sun, 01 Mar 2026 00:01:01 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
        ])
    func impatience(value: String) async throws {
        let server = ReplyingTransport([.status(503, ["Retry-After": value])])
        let response = try await server.wrapped(in: RetryLayer(clock: clock))
            .send(HTTPRequest(to: "https://api.example.test/v1"))
        #expect(response.status == 503)
        #expect(response.headers["Retry-After"] == value)
        #expect(response.attempts == 1)
        #expect(clock.waits.isEmpty)
    }

    @Test(
        "An invalid Retry-After means a random delay",
        arguments: [
            "", "soon", "-1", "+5", "1.5", "٣", "0x10", "Sun, 01 Mar 2026 00:00:09", "Sun, 01 Mar 2026",
            "Sun, 01 Xyz 2026 00:00:09 GMT", "Sun, 32 Mar 2026 00:00:09 GMT", "Sun, 01 Mar 2026 24:00:09 GMT",
            "Sun, 01 Mar 2026 00:60:09 GMT", "Sun, 01 Mar 2026 0:9 GMT", "Sun, 01 Mar 1926 00:00:09 GMT",
            "Sunday, 01-Mar-2026 00:00:09 GMT", "Sunday, 01-03-26 00:00:09 GMT", "Sun Mar 1 00:00:09 26", "1e3", "5 s",
        ])
    func nonsense(value: String) async throws {
        #expect(try await waits([.status(503, ["Retry-After": value]), .status(200)]) == [0.125])
    }

    @Test(
        "Dates are parsed across months and leap years",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600), ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Sun, 31 Dec 2023 23:59:59 GMT", 1_704_067_199), ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ])
    func dates(text: String, secondsSince1970: Double) {
        let epoch = Date(timeIntervalSince1970: 0)
        #expect(RetryAfter.seconds(text, now: epoch) == secondsSince1970)
    }
}
