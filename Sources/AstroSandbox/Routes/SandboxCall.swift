#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import AstroAPI
public import Kernel

/// One request to a route of a plugin.
///
/// The sandbox has checked the credential, and that its roles reach the place that the path names.
public struct SandboxCall: Sendable {
    /// The request.
    public let request: HTTPRequest
    /// The ID of the Organization in the path.
    public let organizationID: String
    /// The person or token that sent the request.
    public let caller: SubjectProfile
    /// The current time.
    public let now: Date
    private let parameters: [String: String]
    private let check: @Sendable (Place) throws -> Void

    /// A place in a request besides those in its path.
    package enum Place: Sendable, Equatable {
        case workspace(String)
        case deployment(String)
    }

    /// Creates a call.
    ///
    /// - Parameter check: Refuses a place that isn't there, or that the caller's roles don't reach.
    package init(
        _ request: HTTPRequest, parameters: [String: String], organizationID: String, caller: SubjectProfile, now: Date,
        check: @escaping @Sendable (Place) throws -> Void
    ) {
        self.request = request
        self.parameters = parameters
        self.organizationID = organizationID
        self.caller = caller
        self.now = now
        self.check = check
    }

    /// Refuses a Deployment that the sandbox doesn't have, or that the caller's roles don't reach, such as one that a
    /// body names.
    ///
    /// - Throws: ``SandboxRefusal`` with status 404 or 403.
    public func mustReach(deployment id: String) throws { try check(.deployment(id)) }

    /// Refuses a Workspace that the sandbox doesn't have, or that the caller's roles don't reach.
    ///
    /// - Throws: ``SandboxRefusal`` with status 404 or 403.
    public func mustReach(workspace id: String) throws { try check(.workspace(id)) }

    /// The value of a parameter in the path.
    ///
    /// - Throws: ``SandboxRefusal`` with status 500 if the path has no such parameter.
    public subscript(name: String) -> String {
        get throws {
            guard let value = parameters[name] else {
                throw SandboxRefusal(500, "the route's path has no parameter {\(name)}")
            }
            return value
        }
    }

    /// Returns a parameter of the query, or nil if the request doesn't have it.
    ///
    /// - Throws: ``SandboxRefusal`` with status 400 if it is given more than once.
    public func query(_ name: String) throws -> String? {
        var query = try Query(request)
        let text = query.text(name)
        try query.check()
        return text
    }

    /// Decodes the body.
    ///
    /// - Throws: ``SandboxRefusal`` with status 400 that names a missing or invalid field.
    public func body<Body: Decodable>(as type: Body.Type) throws -> Body {
        guard let body = request.body, !body.isEmpty else { throw SandboxRefusal(400, "the request has no body") }
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch DecodingError.keyNotFound(let key, let context) {
            throw SandboxRefusal([.required(Self.name(context.codingPath + [key]))])
        } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
            throw SandboxRefusal([.wrongType("of another type", field: Self.name(context.codingPath))])
        } catch DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty {
            throw SandboxRefusal([.required(Self.name(context.codingPath))])
        } catch {
            throw SandboxRefusal(400, "the body is not what this path takes")
        }
    }

    /// Returns a new ID in the shape of the API's.
    public func newID() -> String { RandomText.identifier() }

    private static func name(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
}
