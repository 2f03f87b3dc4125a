#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// A token's value in the form of a JWT, with claims that clients read and a random signature.
///
/// Nothing is signed. The sandbox recognizes a value by comparing it with the ones that it has issued.
struct Secret {
    let value: String
    /// The first characters of the signature, which aren't secret.
    let shortToken: String

    /// Creates a new value for a token in its current state.
    init(for stored: StoredToken, in state: SandboxState, at now: Date) throws {
        let made = try Self.value(claims: Claims(stored, in: state, at: now))
        value = made.value
        shortToken = String(made.signature.prefix(10))
    }

    /// Returns a new value with these claims.
    static func value(claims: some Encodable) throws -> (value: String, signature: String) {
        let signature = RandomText.signature(43)
        let header = Header(alg: "RS256", typ: "JWT")
        return (try [part(header), part(claims), signature].joined(separator: "."), signature)
    }

    private static func part(_ content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Base64URL.encode(try encoder.encode(content))
    }
}

private struct Header: Encodable {
    let alg: String
    let typ: String
}

private struct Claims: Encodable {
    let apiTokenId: String
    let iss = "https://sandbox.astro.example/"
    let sub: String
    let iat: Int
    let exp: Int?
    let permissions: [String]

    init(_ stored: StoredToken, in state: SandboxState, at now: Date) {
        apiTokenId = stored.id
        sub = stored.id
        iat = Int(now.timeIntervalSince1970)
        exp = stored.token.endAt?.date.map { Int($0.timeIntervalSince1970) }
        let places = stored.home.flatMap(state.enclosing) ?? []
        permissions = ["apiTokenId:\(stored.id)"] + places.reversed().map(Self.permission)
    }

    private static func permission(_ place: Place) -> String {
        switch place {
        case .organization(let id): "organizationId:\(id)"
        case .workspace(let id): "workspaceId:\(id)"
        case .deployment(let id): "deploymentId:\(id)"
        }
    }
}

extension StoredToken {
    /// Gives the token a new value; the old one stops working.
    mutating func renewSecret(in state: SandboxState, at now: Date) throws -> String {
        let new = try Secret(for: self, in: state, at: now)
        secret = new.value
        token.shortToken = new.shortToken
        return new.value
    }
}
