package import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The header field that says when to retry.
package enum RetryAfter {
    /// The number of seconds to wait before a retry; nil if the response doesn't say.
    ///
    /// A date is measured against the server's own clock if the response tells it, because ours may be wrong.
    package static func seconds(in headers: HTTPHeaders, now: Date) -> Double? {
        headers["Retry-After"].flatMap { seconds($0, now: headers["Date"].flatMap { date($0, now: now) } ?? now) }
    }

    /// The number of seconds in a value such as `120` or `Fri, 31 Dec 1999 23:59:59 GMT`; nil if it is neither.
    package static func seconds(_ value: String, now: Date) -> Double? {
        let value = value.trimmed
        if value.utf8.allSatisfy({ (48...57).contains($0) }) { return Double(value) }
        return date(value, now: now).map { max(0, $0.timeIntervalSince(now)) }
    }

    /// Parses a date in any of the three forms that RFC 9110 requires clients to accept.
    package static func date(_ text: String, now: Date) -> Date? {
        let words = text.split(separator: " ")
        switch words.count {
        case 6 where words[5] == "GMT": return moment(words[1], words[2], year(words[3]), words[4])
        case 4 where words[3] == "GMT":
            let day = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard day.count == 3, day[2].count == 2 else { return nil }
            return moment(day[0], day[1], shortYear(day[2], now: now), words[2])
        case 5: return moment(words[2], words[1], year(words[4]), words[3])
        default: return nil
        }
    }

    private static func year(_ word: Substring) -> Int? { word.count == 4 ? Int(word) : nil }

    /// A two-digit year is at most fifty years ahead; otherwise it is in the last century.
    private static func shortYear(_ word: Substring, now: Date) -> Int? {
        guard let number = UInt8(word) else { return nil }
        let thisYear = 1970 + Int(now.timeIntervalSince1970 / 31_556_952)
        let year = thisYear / 100 * 100 + Int(number)
        return year > thisYear + 50 ? year - 100 : year
    }

    private static func moment(_ day: Substring, _ month: Substring, _ year: Int?, _ time: Substring) -> Date? {
        guard let day = Int(day), let month = months.firstIndex(of: month), let year else { return nil }
        let time = time.split(separator: ":").compactMap { Int($0) }
        guard (1...31).contains(day), (1970...9999).contains(year), time.count == 3 else { return nil }
        guard (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else { return nil }
        let seconds = ((daysSince1970(year, month + 1, day) * 24 + time[0]) * 60 + time[1]) * 60 + time[2]
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Counts days of the Gregorian calendar, with years that start in March so that a leap day comes last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let daysBeforeYear = year * 365 + year / 4 - year / 100 + year / 400
        let daysBeforeMonth = (153 * ((month + 9) % 12) + 2) / 5
        return daysBeforeYear + daysBeforeMonth + day - 719_469
    }
}

extension HTTPResponse {
    /// When the server sent the response, by its own clock; nil if it doesn't say.
    package var date: Date? { headers["Date"].flatMap { RetryAfter.date($0, now: Date()) } }
}
