import Base
import HTTPClient

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The value that authenticates the user to a server.
package struct Credential: Sendable, Equatable {
    /// Where a credential was found.
    package enum Source: Sendable, Equatable {
        case environment
        case config(context: String)
        case helper(name: String, context: String)
        case embedded
    }

    /// The bearer token, without the word `Bearer`.
    package let token: String
    package let source: Source
    package let claims: TokenClaims?
}

/// The claims of an API token.
///
/// The server checks the signature; these claims only save requests.
package struct TokenClaims: Sendable, Equatable {
    package let apiTokenID: String?
    package let issued: Date?
    package let expiry: Date?
    /// The scope and permissions in the service's own words, such as `projectId:p1`.
    private let permissions: [String]

    /// Reads the claims of a JWT; nil if it isn't one.
    package init?(_ token: String) {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains(where: \.isEmpty), let payload = Base64URL.decode(Substring(parts[1])),
            let claims = try? JSONDecoder().decode(Payload.self, from: payload)
        else { return nil }
        permissions = claims.permissions ?? []
        apiTokenID =
            Self.identifier("", claims.apiTokenId.map { [$0] } ?? []) ?? Self.identifier("apiTokenId:", permissions)
        issued = claims.iat.map { Date(timeIntervalSince1970: $0) }
        expiry = claims.exp.map { Date(timeIntervalSince1970: $0) }
    }

    /// Returns the ID in a permission with a prefix such as `projectId:`; nil if there is none.
    package func identifier(after prefix: String) -> String? { Self.identifier(prefix, permissions) }

    private struct Payload: Decodable {
        let permissions: [String]?
        let apiTokenId: String?
        let iat: Double?
        let exp: Double?
    }

    /// Returns the ID after a prefix; text that can't be an ID is treated like an unknown permission.
    private static func identifier(_ prefix: String, _ permissions: [String]) -> String? {
        permissions.lazy.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .first { Identifier.complaint($0) == nil }
    }
}
