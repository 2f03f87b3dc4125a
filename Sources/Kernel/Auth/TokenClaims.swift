#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What an API token says of itself.
///
/// The signature is the server's business; these claims only save requests.
package struct TokenClaims: Sendable, Equatable {
    package let apiTokenID: String?
    package let organizationID: String?
    package let workspaceID: String?
    package let expiry: Date?

    /// Reads the claims of a JWT; nil where it is none.
    package init?(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains(where: \.isEmpty), let payload = Base64URL.decode(parts[1]),
            let claims = try? JSONDecoder().decode(Payload.self, from: payload)
        else { return nil }
        let permissions = claims.permissions ?? []
        organizationID = Self.identifier("organizationId:", permissions)
        workspaceID = Self.identifier("workspaceId:", permissions)
        apiTokenID = claims.apiTokenId ?? Self.identifier("apiTokenId:", permissions)
        expiry = claims.exp.map { Date(timeIntervalSince1970: $0) }
    }

    private struct Payload: Decodable {
        let permissions: [String]?
        let apiTokenId: String?
        let exp: Double?
    }

    /// The ID behind a prefix; what could not be one is as unknown as any other permission.
    private static func identifier(_ prefix: String, _ permissions: [String]) -> String? {
        permissions.lazy.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .first { Validator.identifier.complaint($0) == nil }
    }
}
