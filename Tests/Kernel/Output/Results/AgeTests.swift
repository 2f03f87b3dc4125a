import Foundation
import KernelTesting
import Testing

@testable import Kernel

@Suite("An age")
struct AgeTests {
    /// The first of March 2026, at midnight.
    let now = FixedClock().now

    @Test(
        "is told in the largest unit that says enough",
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
        "of a moment to come says how far away it is, and rather too little than too much",
        arguments: [(1, "in a moment"), (60, "in 1 minute"), (12 * 86_400 + 80_000, "in 12 days")])
    func future(seconds: Int, expected: String) {
        let moment = now.addingTimeInterval(Double(seconds)).formatted(Date.ISO8601FormatStyle())
        #expect(Age.text(of: moment, at: now) == expected)
    }

    @Test(
        "is told of every spelling of RFC 3339",
        arguments: ["2026-02-26T00:00:00Z", "2026-02-26T00:00:00.123456Z", "2026-02-26T02:00:00+02:00"])
    func spellings(moment: String) {
        #expect(Age.text(of: moment, at: now).hasSuffix(" days ago"))
    }

    @Test(
        "of what is no moment is the text itself",
        arguments: ["", "never", "2026", "9999-12-31T23:59:59Zjunk", "\u{1B}[2J"])
    func nonsense(text: String) {
        #expect(Age.text(of: text, at: now) == text)
    }
}
