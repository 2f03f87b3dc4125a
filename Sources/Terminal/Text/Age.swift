import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The distance of a time from now, in words.
package enum Age {
    /// Returns words such as `3 days ago` and `in 12 days`; text that isn't an RFC 3339 time stays as it is.
    static func text(of moment: String, at now: Date) -> String {
        guard let date = date(moment) else { return moment }
        // Neither a clock that jumps nor a date in the year 9999 may cause a crash.
        let seconds = now.timeIntervalSince(date).rounded(.towardZero)
        guard let amount = amount(Int(seconds.magnitude)) else { return seconds < 0 ? "in a moment" : "just now" }
        return seconds < 0 ? "in \(amount)" : "\(amount) ago"
    }

    /// Returns the same in a few letters, such as `3d ago` and `in 12d`, or `3d` if the past is implied.
    static func short(of moment: Date, at now: Date, isPast: Bool = false) -> String {
        let seconds = now.timeIntervalSince(moment).rounded(.towardZero)
        guard let amount = amount(Int(seconds.magnitude)) else { return isPast ? "0m" : "now" }
        return seconds < 0 ? "in \(amount.short)" : isPast ? amount.short : "\(amount.short) ago"
    }

    /// An amount of a time unit.
    private struct Amount: CustomStringConvertible {
        let number: Int
        let unit: String

        /// The long form, as in `3 days`.
        var description: String { number.counted(unit) }
        /// The short form, as in `3d`.
        var short: String { "\(number)\(unit == "month" ? "mo" : String(unit.prefix(1)))" }
    }

    /// Returns the largest suitable unit, or nil for less than a minute.
    private static func amount(_ seconds: Int) -> Amount? {
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400)
        if minutes == 0 { return nil }
        if hours == 0 { return Amount(number: minutes, unit: "minute") }
        if days == 0 { return Amount(number: hours, unit: "hour") }
        // Terms of two months are common: until then the number of days matters.
        if days < 60 { return Amount(number: days, unit: "day") }
        if days < 730 { return Amount(number: days * 100 / 3_044, unit: "month") }
        return Amount(number: days * 100 / 36_525, unit: "year")
    }

    static func date(_ text: String) -> Date? {
        if let date = usual(text) { return date }
        // The toolchain's parser ignores text after a time, which would then be hidden.
        guard let last = text.utf8.last, "Zz0123456789".utf8.contains(last) else { return nil }
        return (try? Date(text, strategy: withFraction)) ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }

    /// Returns a time in the form that servers use, `2026-03-01T09:30:00.000Z`, for which the toolchain's parser takes
    /// a hundred times as long; nil for any other form or an invalid time.
    package static func usual(_ text: String) -> Date? {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            let pattern: StaticString = "0000-00-00T00:00:00"
            guard bytes.count == 24 || bytes.count == 20, bytes.last == UInt8(ascii: "Z") else { return nil }
            func isDigit(_ place: Int) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) }
            for place in 0..<19 {
                let expected = pattern.utf8Start[place]
                guard expected == UInt8(ascii: "0") ? isDigit(place) : bytes[place] == expected else { return nil }
            }
            let hasFraction = bytes.count == 24
            guard !hasFraction || bytes[19] == UInt8(ascii: ".") && (20..<23).allSatisfy(isDigit) else { return nil }
            func number(_ places: Range<Int>) -> Int { places.reduce(0) { $0 * 10 + Int(bytes[$1] & 0x0F) } }
            let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
            let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
            // The ends of months and leap seconds are left to the other parser.
            guard year >= 1970, (1...12).contains(month), (1...28).contains(day), hour < 24, minute < 60, second < 60
            else { return nil }
            let seconds = (days(year, month, day) * 24 + hour) * 3_600 + minute * 60 + second
            return Date(timeIntervalSince1970: Double(seconds) + (hasFraction ? Double(number(20..<23)) / 1_000 : 0))
        } ?? nil
    }

    /// Returns the days from the start of 1970 to a Gregorian date; years start in March here, so that a leap day comes
    /// last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return years * 365 + years / 4 - years / 100 + years / 400 + ofYear - 719_468
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
