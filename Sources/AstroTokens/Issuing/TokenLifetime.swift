import Kernel

/// How long a new token is valid, in days.
package struct TokenLifetime: ArgumentValue, Equatable {
    /// Nil for a token that never expires.
    package let days: Int?

    private static let allowed = 1...3650

    /// Parses a number of days, a duration in whole days, or 0 for a token that never expires.
    package init?(argument: String) {
        if argument == "0" {
            days = nil
            return
        }
        let seconds = Duration(argument: argument)?.components.seconds
        let whole = seconds.flatMap { $0.isMultiple(of: 86_400) ? Int($0 / 86_400) : nil }
        guard let days = Int(argument) ?? whole, Self.allowed.contains(days) else { return nil }
        self.days = days
    }

    package static var argumentDescription: String {
        "1 to 3650 days, a duration such as 90d, 12w or 1y, or 0 for never"
    }
    package static var placeholder: String? { "DAYS" }
    package var argument: String { days.map(String.init) ?? "0" }
}
