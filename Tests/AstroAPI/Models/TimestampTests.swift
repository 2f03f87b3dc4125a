import AstroAPI
import Foundation
import Testing

@Suite("Times")
struct TimestampTests {
    @Test(
        "A time is parsed with or without fractions and offsets, and written unchanged",
        arguments: [
            ("2026-03-01T09:30:00Z", 1_772_357_400), ("2026-03-01T09:30:00.5Z", 1_772_357_400.5),
            ("2026-03-01T09:30:00.123Z", 1_772_357_400.123), ("2026-03-01T09:30:00.123456Z", 1_772_357_400.123),
            ("2026-03-01T09:30:00.123456789Z", 1_772_357_400.123), ("2026-03-01T11:30:00+02:00", 1_772_357_400),
            ("2026-03-01T04:00:00.25-05:30", 1_772_357_400.25), ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1),
        ])
    func understood(text: String, seconds: Double) throws {
        let timestamp = Timestamp(text)
        #expect(abs(try #require(timestamp.date).timeIntervalSince1970 - seconds) < 0.001)
        #expect(try roundTrip(timestamp) == "[\"\(text)\"]")
    }

    @Test(
        "Text that is not a time is kept unchanged",
        arguments: ["", "today", "2026-03-01", "2026-13-01T00:00:00Z", "0001", "ü"])
    func junk(text: String) throws {
        let timestamp = Timestamp(text)
        #expect(timestamp.date == nil)
        #expect(timestamp.text == text)
        #expect(try roundTrip(timestamp) == "[\"\(text)\"]")
    }

    @Test("A generated time is in UTC with milliseconds")
    func own() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1_772_357_400.25)).text == "2026-03-01T09:30:00.250Z")
    }

    /// The time, after it was encoded and decoded twice.
    private func roundTrip(_ timestamp: Timestamp) throws -> String {
        let written = try JSONEncoder().encode([timestamp])
        #expect(try JSONDecoder().decode([Timestamp].self, from: written) == [timestamp])
        return String(decoding: written, as: UTF8.self)
    }
}
