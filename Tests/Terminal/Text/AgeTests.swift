@testable import Terminal
import Foundation
import KernelTesting
import Testing

@Suite("An age")
struct AgeTests {
    /// The first of March 2026, at midnight.
    let now = FixedClock().now

    @Test(
        "uses the largest unit that says enough",
        arguments: [
            (0, "just now"), (59, "just now"), (60, "1 minute ago"), (3_599, "59 minutes ago"), (3_600, "1 hour ago"),
            (86_399, "23 hours ago"), (86_400, "1 day ago"), (59 * 86_400, "59 days ago"),
            (60 * 86_400, "1 month ago"), (61 * 86_400, "2 months ago"), (365 * 86_400, "11 months ago"),
            (729 * 86_400, "23 months ago"), (731 * 86_400, "2 years ago"), (3_660 * 86_400, "10 years ago"),
        ])
    func past(seconds: Int, expected: String) {
        let moment = now.addingTimeInterval(-Double(seconds)).formatted(Date.ISO8601FormatStyle())
        #expect(Age.text(of: moment, at: now) == expected)
    }

    @Test(
        "of a future time is rounded down",
        arguments: [(1, "in a moment"), (60, "in 1 minute"), (12 * 86_400 + 80_000, "in 12 days")])
    func future(seconds: Int, expected: String) {
        let moment = now.addingTimeInterval(Double(seconds)).formatted(Date.ISO8601FormatStyle())
        #expect(Age.text(of: moment, at: now) == expected)
    }

    @Test(
        "understands every spelling of RFC 3339",
        arguments: ["2026-02-26T00:00:00Z", "2026-02-26T00:00:00.123456Z", "2026-02-26T02:00:00+02:00"])
    func spellings(moment: String) {
        #expect(Age.text(of: moment, at: now).hasSuffix(" days ago"))
    }

    @Test(
        "of text that is not a time is the text itself",
        arguments: ["", "never", "2026", "9999-12-31T23:59:59Zjunk", "\u{1B}[2J"])
    func nonsense(text: String) {
        #expect(Age.text(of: text, at: now) == text)
    }

    @Test("is the same whichever parser reads the time")
    func usual() throws {
        var numbers = SeededNumbers(1)
        for _ in 0..<2_000 {
            let date = Date(timeIntervalSince1970: Double(numbers.number(below: 4_000_000_000)) + 0.125)
            for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)] {
                let text = date.formatted(style)
                guard let usual = Age.usual(text) else {
                    #expect((29...31).contains(Int(text.dropFirst(8).prefix(2)) ?? 0), "\(text)")
                    continue
                }
                #expect(abs(usual.timeIntervalSince(try Date(text, strategy: style))) < 0.000_1, "\(text)")
            }
        }
    }

    @Test(
        "uses Foundation's parser for unusual spellings",
        arguments: [
            "2026-03-01T09:30:00+01:00", "2026-03-01 09:30:00Z", "2026-02-29T09:30:00Z", "2026-13-01T09:30:00Z",
            "2026-03-01T24:00:00Z", "2026-03-01T09:30:60Z", "1969-03-01T09:30:00Z", "2026-03-01T09:30:00.12Z",
            "2026-03-01T09:30:00,125Z", "２026-03-01T09:30:0Z", "",
        ])
    func unusual(text: String) { #expect(Age.usual(text) == nil) }
}
