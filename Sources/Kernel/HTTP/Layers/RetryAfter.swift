#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The header field by which a server says when to come back.
enum RetryAfter {
    /// How many seconds an answer asks to be left alone; nil when it does not say.
    ///
    /// A date is reckoned from the server's own clock where the answer tells it, as ours may be wrong.
    static func seconds(in headers: HTTPHeaders, now: Date) -> Double? {
        headers["Retry-After"].flatMap { seconds($0, now: headers["Date"].flatMap(date) ?? now) }
    }

    /// How many seconds a value such as `120` or `Fri, 31 Dec 1999 23:59:59 GMT` asks for; nil when it is neither.
    static func seconds(_ value: String, now: Date) -> Double? {
        if value.utf8.allSatisfy({ (48...57).contains($0) }) { return Double(value) }
        return date(value).map { max(0, $0.timeIntervalSince(now)) }
    }

    /// Reads the one form of a date that servers may send (RFC 9110, IMF-fixdate).
    private static func date(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: words[2]) else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int($0) }
        guard let day = Int(words[1]), let year = Int(words[3]), time.count == 3 else { return nil }
        guard (1...31).contains(day), (1970...9999).contains(year) else { return nil }
        guard (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else { return nil }
        let seconds = ((daysSince1970(year, month + 1, day) * 24 + time[0]) * 60 + time[1]) * 60 + time[2]
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Counts days of the Gregorian calendar, with years that begin in March so that a leap day comes last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let daysBeforeYear = year * 365 + year / 4 - year / 100 + year / 400
        let daysBeforeMonth = (153 * ((month + 9) % 12) + 2) / 5
        return daysBeforeYear + daysBeforeMonth + day - 719_469
    }
}
