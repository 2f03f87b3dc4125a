@testable import Base
@testable import Terminal
import Foundation
import KernelTesting
import Testing

@Suite("A time in a message")
struct TimesInTextTests {
    private let times = TimesInText { $0.text(secondsAheadOfUTC: 3_600) }

    @Test(
        "is in the reader's time zone, whatever is next to it",
        arguments: [
            ("until 2026-03-01T09:30:00Z", "until 2026-03-01 10:30:00 +01:00"),
            ("2026-03-01T23:30:00.250Z, not before", "2026-03-02 00:30:00 +01:00, not before"),
            ("(2026-03-01T09:30:00+02:00).", "(2026-03-01 08:30:00 +01:00)."),
            (
                "says 2026-03-01T09:30:00Z, the server's 2026-03-01T09:30:07Z; late",
                "says 2026-03-01 10:30:00 +01:00, the server's 2026-03-01 10:30:07 +01:00; late"
            ),
        ])
    func replaced(text: String, expected: String) {
        #expect(times.replaced(in: text) == expected)
    }

    @Test(
        "is unchanged if it is part of a longer word or isn't a time",
        arguments: [
            "the token '2026-03-01T09:30:00Z' stays", "--since=2026-03-01T09:30:00Z", "2026-13-01T09:30:00Z",
            "2026-03-01T09:30:00", "2026-03-01T09:30:00Zulu", "2026-03-01", "TTTTTTTTTTTTTTTTTTTTTTTTT", "", "  T  ",
            "0000-00-00T00:00:00Z", "ctokenTtokenTtokenTtokenT",
        ])
    func kept(text: String) {
        #expect(times.replaced(in: text) == text)
    }

    @Test(
        "has the zone as an offset, whatever its size",
        arguments: [
            (0, "2026-03-01 09:30:00 UTC"), (-12_600, "2026-03-01 06:00:00 -03:30"),
            (45_900, "2026-03-01 22:15:00 +12:45"), (-3_600, "2026-03-01 08:30:00 -01:00"),
        ])
    func offset(seconds: Int, expected: String) throws {
        let date = try #require(Age.date("2026-03-01T09:30:00Z"))
        #expect(date.text(secondsAheadOfUTC: seconds) == expected)
    }

    @Test("is RFC 3339 in pipes, in hints, and with --utc")
    func machines() {
        let message = "until 2026-03-01T09:30:00Z"
        for (columns, isUTC, expected) in [
            (80, false, "until 2026-03-01 09:30:00 UTC\n"), (80, true, message + "\n"), (nil, false, message + "\n"),
        ] as [(Int?, Bool, String)] {
            let screen = Screen(columns: columns) { $0.showsUTC = isUTC }
            screen.output.notice(message)
            #expect(screen.stderr.text == expected)
        }
        let screen = Screen(columns: 80) { $0.isPlain = true }
        screen.output.notice("x", hint: "pass --since 2026-03-01T09:30:00Z")
        #expect(screen.stderr.text == "x\nhint: pass --since 2026-03-01T09:30:00Z\n")
    }
}
