#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// One operation of the API, with the IDs in its path.
enum Route: Equatable {
    case getSelf
    case listOrganizations
    case getOrganization(String)
    case listWorkspaces(String)
    case listDeployments(String)
    case getDeployment(String, String)
    case listTokens(String)
    case createToken(String)
    case getToken(String, String)
    case updateToken(String, String)
    case deleteToken(String, String)
    case updateRoles(String, String)
    case rotateToken(String, String)
    case listAgentTokens(String, String)
    case createAgentToken(String, String)
    case getAgentToken(String, String, String)
    case deleteAgentToken(String, String, String)

    /// Returns the operations of a path, by method.
    static func operations(_ segments: [String]) -> [HTTPMethod: Route] {
        if segments == ["v1", "users", "self"] { return [.get: .getSelf] }
        guard segments.starts(with: ["v1", "organizations"]) else { return [:] }
        let rest = segments.dropFirst(2)
        guard let organization = rest.first else { return [.get: .listOrganizations] }
        return operations(organization, Array(rest.dropFirst()))
    }

    private static func operations(_ organization: String, _ rest: [String]) -> [HTTPMethod: Route] {
        switch (rest.count, rest.first, rest.last) {
        case (0, _, _): [.get: .getOrganization(organization)]
        case (1, "workspaces", _): [.get: .listWorkspaces(organization)]
        case (1, "deployments", _): [.get: .listDeployments(organization)]
        case (2, "deployments", let id?): [.get: .getDeployment(organization, id)]
        case (3, "deployments", "agent-tokens"):
            [.get: .listAgentTokens(organization, rest[1]), .post: .createAgentToken(organization, rest[1])]
        case (4, "deployments", let id?) where rest[2] == "agent-tokens":
            [
                .get: .getAgentToken(organization, rest[1], id),
                .delete: .deleteAgentToken(organization, rest[1], id),
            ]
        case (1, "tokens", _): [.get: .listTokens(organization), .post: .createToken(organization)]
        case (2, "tokens", let id?):
            [
                .get: .getToken(organization, id), .post: .updateToken(organization, id),
                .delete: .deleteToken(organization, id),
            ]
        case (3, "tokens", "roles"): [.post: .updateRoles(organization, rest[1])]
        case (3, "tokens", "rotate"): [.post: .rotateToken(organization, rest[1])]
        default: [:]
        }
    }

    /// Returns the segments of the path, each decoded separately so that `%2F` in an ID doesn't split it.
    static func segments(_ url: URL) throws -> [String] {
        try url.path(percentEncoded: true).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { segment in
                guard let text = PercentEncoding.decode(segment) else {
                    throw SandboxRefusal(400, "the path is malformed")
                }
                return text
            }
    }
}
