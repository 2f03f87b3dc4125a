#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// One operation of the API, with the IDs that its path names.
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

    /// Finds the operation; 404 for a path and 405 for a verb that the API does not have.
    init(_ request: HTTPRequest) throws {
        let operations = try Self.operations(Self.segments(request.url))
        guard let route = operations[request.method == .head ? .get : request.method] else {
            throw Refusal.wrongMethod(allowed: HTTPMethod.allCases.filter { operations[$0] != nil })
        }
        self = route
    }

    private static func operations(_ segments: [String]) throws -> [HTTPMethod: Route] {
        if segments == ["v1", "users", "self"] { return [.get: .getSelf] }
        guard segments.first == "v1", segments.dropFirst().first == "organizations" else {
            throw Refusal.unknown("such path")
        }
        let rest = segments.dropFirst(2)
        guard let organization = rest.first else { return [.get: .listOrganizations] }
        let operations = operations(organization, Array(rest.dropFirst()))
        guard !operations.isEmpty else { throw Refusal.unknown("such path") }
        return operations
    }

    private static func operations(_ organization: String, _ rest: [String]) -> [HTTPMethod: Route] {
        switch (rest.count, rest.first, rest.last) {
        case (0, _, _): [.get: .getOrganization(organization)]
        case (1, "workspaces", _): [.get: .listWorkspaces(organization)]
        case (1, "deployments", _): [.get: .listDeployments(organization)]
        case (2, "deployments", let id?): [.get: .getDeployment(organization, id)]
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

    /// The parts of the path, each decoded on its own so that `%2F` in an ID parts nothing.
    private static func segments(_ url: URL) throws -> [String] {
        try url.path(percentEncoded: true).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { segment in
                guard let text = PercentEncoding.decode(segment) else { throw Refusal(400, "the path is malformed") }
                return text
            }
    }
}
