import Kernel

/// The kinds of place that a token can belong to, from the narrowest to the widest, with their names.
package enum TokenScope: Int, CaseIterable, Sendable, Comparable {
    case deployment
    case workspace
    case organization

    package static func < (left: TokenScope, right: TokenScope) -> Bool { left.rawValue < right.rawValue }

    /// Its name for people.
    package var noun: String {
        switch self {
        case .deployment: "Deployment"
        case .workspace: "Workspace"
        case .organization: "Organization"
        }
    }

    /// Its name on the command line.
    package var word: String { noun.lowercased() }

    /// The flag that names one in an example, with a space before it; empty if there is only one.
    package var exampleFlag: String {
        switch self {
        case .deployment: " --deployment Production"
        case .workspace: " --workspace Analytics"
        case .organization: ""
        }
    }
}

extension TokenScope: ArgumentValue {
    /// Parses the word in any case: the API writes it in capitals.
    package init?(argument: String) {
        guard let scope = Self.allCases.first(where: { $0.word == argument.lowercased() }) else { return nil }
        self = scope
    }

    package static var argumentDescription: String { "one of \(allowedArguments.joined(separator: ", "))" }
    package static var allowedArguments: [String] { allCases.map(\.word) }
    package var argument: String { word }
}
