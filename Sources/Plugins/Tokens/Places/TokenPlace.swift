import AstroAPI
import Kernel

/// One Deployment, Workspace or Organization, in which tokens have roles.
struct TokenPlace: Sendable, Equatable {
    let scope: TokenScope
    /// The ID, in lower case.
    let id: String

    /// What messages call it.
    var label: String { "the \(scope.noun) \(id)" }

    /// The same at the beginning of a sentence.
    var sentenceLabel: String { "The \(scope.noun) \(id)" }

    /// The flag that names it, with a space before it.
    ///
    /// The Organization needs none: it is the one that the command that failed worked in.
    var flag: String { scope == .organization ? "" : " --\(scope.word)-id \(id)" }

    /// The command that lists its tokens.
    var listCommand: String { "\(scope.family) list\(flag)" }

    /// Which tokens a listing of it asks for.
    var filter: TokenFilter {
        switch scope {
        case .deployment: .deployment(id)
        case .workspace: .workspace(id)
        case .organization: .organization
        }
    }
}

/// The arguments that say which place a command works in.
protocol PlaceSelection: ArgumentGroup, Equatable {
    /// The kind of place.
    static var scope: TokenScope { get }
    /// The ID of the place that a line names so far, or that holds where none is named; nil without either.
    static func namedID(in request: CompletionRequest, _ client: AstroClient) throws -> String?
    /// The place that was named, or that the person at the terminal chose.
    func resolve(in context: Context, _ client: AstroClient) async throws -> TokenPlace
}
