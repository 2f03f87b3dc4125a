#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How long ago a moment was, or how far away it is, as people say it.
enum Age {
    /// Words such as `3 days ago` and `in 12 days`; text that is no moment of RFC 3339 stays as it is.
    static func text(of moment: String, at now: Date) -> String {
        guard let date = date(moment) else { return moment }
        // A leap of the clock or a moment of the year 9999 is no reason to crash.
        let seconds = now.timeIntervalSince(date).rounded(.towardZero)
        guard let amount = amount(Int(seconds.magnitude)) else { return seconds < 0 ? "in a moment" : "just now" }
        return seconds < 0 ? "in \(amount)" : "\(amount) ago"
    }

    /// The largest unit of which there is enough to tell, or nil for less than a minute.
    private static func amount(_ seconds: Int) -> String? {
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400)
        if minutes == 0 { return nil }
        if hours == 0 { return count(minutes, "minute") }
        if days == 0 { return count(hours, "hour") }
        // Two months are often a term: until then it matters how many days are left.
        if days < 60 { return count(days, "day") }
        if days < 730 { return count(days * 100 / 3_044, "month") }
        return count(days * 100 / 36_525, "year")
    }

    private static func count(_ number: Int, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }

    private static func date(_ text: String) -> Date? {
        // The toolchain's reader does not mind what stands behind a moment; it would be hidden.
        guard let last = text.utf8.last, "Zz0123456789".utf8.contains(last) else { return nil }
        return (try? Date(text, strategy: withFraction)) ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
