import Kernel

/// When the old token is deleted after a new one replaced it.
package enum OverlapMode: ArgumentValue, Equatable {
    /// When a person decides.
    case manual
    /// After a time span; immediately if that is zero.
    case after(Duration)

    package init?(argument: String) {
        if argument == "manual" {
            self = .manual
        } else if let duration = Duration(argument: argument) {
            self = .after(duration)
        } else {
            return nil
        }
    }

    package static var argumentDescription: String { "manual, or \(Duration.argumentDescription)" }
    package static var placeholder: String? { "DURATION|manual" }

    package var argument: String {
        switch self {
        case .manual: "manual"
        case .after(let duration): duration.argument
        }
    }
}
