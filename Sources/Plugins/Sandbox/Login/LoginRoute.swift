#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// What stands beside the API itself, for logging in.
enum LoginRoute {
    case configuration
    case authorize
    case token
    case holder

    /// The route of a request; nil if it is one of the API.
    init?(_ request: HTTPRequest) {
        switch (request.method, request.url.path()) {
        case (.get, "/private/v1alpha1/cli/auth-config"): self = .configuration
        case (.get, "/authorize"): self = .authorize
        case (.post, "/oauth/token"): self = .token
        case (.get, "/userinfo"): self = .holder
        default: return nil
        }
    }
}
