package import AstroAPI
import Kernel

/// What a token gives access to, in the words of the command line.
package enum TokenKind: String, CaseIterable, ArgumentValue {
    case standard
    case directAccess = "direct-access"

    /// Reads the word, or the API's name for it.
    package init?(argument: String) { self.init(rawValue: argument.lowercased().replacing("_", with: "-")) }

    package var apiKind: APIToken.Kind { self == .standard ? .standard : .directAccess }
}
