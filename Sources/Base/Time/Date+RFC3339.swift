#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Date {
    /// The date in RFC 3339, in UTC and whole seconds: `2026-03-01T09:30:00Z`.
    ///
    /// The toolchain's formatter looks up the machine's time zone first. A date outside of the years that RFC 3339 can
    /// express becomes the first or the last of them: servers have sent such dates.
    package var rfc3339: String {
        let written = Double.minimum(
            Double.maximum(timeIntervalSince1970.rounded(.down), -62_167_219_200), 253_402_300_799)
        var seconds = time_t(written)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        // %Y would write a year before 1000 with fewer digits.
        let date = Self.padded(Int(parts.tm_year) + 1900, 4) + "-" + Self.padded(parts.tm_mon + 1) + "-"
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.padded($0) }.joined(separator: ":")
        return "\(date)\(Self.padded(parts.tm_mday))T\(time)Z"
    }

    /// The date as people in a time zone read it, with the zone: `2026-03-01 10:30:00 +01:00`.
    package func text(secondsAheadOfUTC offset: Int) -> String {
        let minutes = abs(offset) / 60
        let zone = "\(offset < 0 ? "-" : "+")\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
        let parts = addingTimeInterval(Double(offset)).rfc3339.dropLast().split(separator: "T")
        return "\(parts.joined(separator: " ")) \(offset == 0 ? "UTC" : zone)"
    }

    private static func padded(_ number: some BinaryInteger, _ digits: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(digits - text.utf8.count, 0)) + text
    }
}
