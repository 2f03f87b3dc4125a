#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The start of a period, as people type it.
enum StartOfPeriod: ArgumentValue, Equatable {
    case ago(Duration)
    case time(Date)

    init?(argument: String) {
        if let duration = Duration(argument: argument) {
            self = .ago(duration)
        } else if let time = try? Date(Self.exchanged(argument), strategy: .iso8601) {
            self = .time(time)
        } else if let day = try? Date(argument, strategy: .iso8601.year().month().day()) {
            self = .time(day)
        } else {
            return nil
        }
    }

    /// Converts a time in the terminal's format, such as `2026-03-01 10:30:00 +01:00`, to that of machines.
    private static func exchanged(_ text: String) -> String {
        let parts = text.split(separator: " ")
        return parts.count == 3 ? "\(parts[0])T\(parts[1])\(parts[2] == "UTC" ? "Z" : parts[2])" : text
    }

    static var argumentDescription: String { "a time such as 2026-03-01T09:30:00Z, a date, or a duration such as 7d" }
    static var placeholder: String? { "TIME|DURATION" }

    var argument: String {
        switch self {
        case .ago(let duration): duration.argument
        case .time(let time): time.rfc3339
        }
    }

    /// Returns the time in the log's format, which sorts as text.
    func moment(before now: Date) -> String {
        switch self {
        case .ago(let duration): now.addingTimeInterval(-TimeInterval(duration.components.seconds)).rfc3339
        case .time(let time): time.rfc3339
        }
    }
}
