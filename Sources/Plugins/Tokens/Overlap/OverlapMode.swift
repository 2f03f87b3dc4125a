import Kernel

/// When the old token goes after a new one took its place.
enum OverlapMode: ArgumentValue, Equatable {
    /// When a person says so.
    case manual
    /// After some time; at once after none.
    case after(Duration)

    init?(argument: String) {
        if argument == "manual" {
            self = .manual
        } else if let duration = Duration(argument: argument) {
            self = .after(duration)
        } else {
            return nil
        }
    }

    static var argumentDescription: String { "manual, or \(Duration.argumentDescription)" }
    static var placeholder: String? { "DURATION|manual" }

    var argument: String {
        switch self {
        case .manual: "manual"
        case .after(let duration): duration.argument
        }
    }
}
