@testable import Base
import Foundation
import Testing

@Suite("An RFC 3339 time")
struct RFC3339Tests {
    @Test(
        "is in UTC and whole seconds, within years of four digits",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399.999, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"), (-0.5, "1969-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (1e300, "9999-12-31T23:59:59Z"), (-Double.infinity, "0000-01-01T00:00:00Z"),
            (.nan, "0000-01-01T00:00:00Z"),
        ])
    func text(seconds: Double, expected: String) { #expect(Date(timeIntervalSince1970: seconds).rfc3339 == expected) }

    @Test("equals Foundation's text for any time in two centuries")
    func toolchain() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let seconds = Int.random(in: -2_000_000_000...4_000_000_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(date.rfc3339 == date.formatted(.iso8601))
        }
    }
}
