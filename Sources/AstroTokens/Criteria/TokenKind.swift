package import AstroAPI
import Kernel

/// What a token gives access to, in the words of the command line.
package enum TokenKind: String, CaseIterable, ArgumentValue {
    case standard
    case directAccess = "direct-access"

    package var apiKind: APIToken.Kind { self == .standard ? .standard : .directAccess }
}
