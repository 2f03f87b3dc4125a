#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The routes for logging in, which aren't part of the API itself.
enum LoginRoute {
    case configuration
    case authorize
    case token
    case holder

    /// Finds the route of a request; nil if it belongs to the API.
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
