import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The readable fields of a token in an answer.
struct TokenDescription: Decodable {
    /// The ID; nil if it is missing, or can't be part of an address.
    let id: String?
    private let name: String?
    private let description: String?
    private let kind: APIToken.Kind?
    private let scope: APIToken.Scope?
    private let shortToken: String?
    private let token: String?
    private let createdAt: Timestamp?
    private let updatedAt: Timestamp?
    private let startAt: Timestamp?
    private let endAt: Timestamp?
    private let lastUsedAt: Timestamp?
    private let lastRotatedAt: Timestamp?
    private let expiryPeriodInDays: Int?
    private let roles: [Lenient<TokenRole>]?
    private let createdBy: SubjectProfile?
    private let updatedBy: SubjectProfile?
    /// The names of the fields that are missing or have the wrong type.
    private(set) var unreadable: [String]

    init(from decoder: any Decoder) throws {
        var fields = LenientFields(try decoder.container(keyedBy: APIToken.CodingKeys.self))
        let id: String? = fields.read(.id, isNeeded: true)
        name = fields.read(.name, isNeeded: true)
        description = fields.read(.description, isNeeded: true)
        kind = fields.read(.kind, isNeeded: true)
        scope = fields.read(.scope, isNeeded: true)
        shortToken = fields.read(.shortToken, isNeeded: true)
        token = fields.read(.token)
        createdAt = fields.read(.createdAt, isNeeded: true)
        updatedAt = fields.read(.updatedAt, isNeeded: true)
        startAt = fields.read(.startAt, isNeeded: true)
        endAt = fields.read(.endAt)
        lastUsedAt = fields.read(.lastUsedAt)
        lastRotatedAt = fields.read(.lastRotatedAt)
        expiryPeriodInDays = fields.read(.expiryPeriodInDays)
        roles = fields.read(.roles)
        createdBy = fields.read(.createdBy)
        updatedBy = fields.read(.updatedBy)
        unreadable = fields.unreadable
        self.id = id.flatMap { APIToken.isID($0) ? $0 : nil }
        if id != nil, self.id == nil { unreadable.append(APIToken.CodingKeys.id.stringValue) }
        if roles?.contains(where: { $0.value == nil }) == true {
            unreadable.append(APIToken.CodingKeys.roles.stringValue)
        }
    }

    /// Returns the token, with known values in place of unreadable ones; nil without an ID.
    func token(known: APIToken? = nil) -> APIToken? {
        guard let id = id ?? known?.id else { return nil }
        let nothing = Timestamp("")
        var token = APIToken(
            id: id, name: name ?? known?.name ?? "", description: description ?? known?.description ?? "",
            kind: kind ?? known?.kind ?? APIToken.Kind(rawValue: ""),
            scope: scope ?? known?.scope ?? APIToken.Scope(rawValue: ""),
            shortToken: shortToken ?? known?.shortToken ?? "", token: token,
            createdAt: createdAt ?? known?.createdAt ?? nothing, updatedAt: updatedAt ?? known?.updatedAt ?? nothing,
            startAt: startAt ?? known?.startAt ?? nothing, endAt: endAt ?? kept(\.endAt, .endAt, known),
            lastUsedAt: lastUsedAt ?? kept(\.lastUsedAt, .lastUsedAt, known),
            lastRotatedAt: lastRotatedAt ?? kept(\.lastRotatedAt, .lastRotatedAt, known),
            expiryPeriodInDays: expiryPeriodInDays ?? kept(\.expiryPeriodInDays, .expiryPeriodInDays, known),
            roles: roles?.compactMap(\.value) ?? known?.roles, createdBy: createdBy ?? known?.createdBy,
            updatedBy: updatedBy ?? known?.updatedBy)
        token.hasUnreadableRoles = roles?.contains { $0.value == nil } ?? known?.hasUnreadableRoles ?? false
        return token
    }

    /// Returns the known value of an unreadable optional field; nil if the answer omits it: then the token has none.
    private func kept<Value>(
        _ field: KeyPath<APIToken, Value?>, _ key: APIToken.CodingKeys, _ known: APIToken?
    ) -> Value? {
        unreadable.contains(key.stringValue) ? known?[keyPath: field] : nil
    }
}

extension APIToken {
    /// Returns whether a text can be part of an address as a token's ID.
    package static func isID(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(\.isPartOfID) }

    /// Decodes a token leniently: every field but the ID may be missing or malformed.
    public init(from decoder: any Decoder) throws {
        let description = try TokenDescription(from: decoder)
        guard let token = description.token() else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a token without a usable ID"))
        }
        self = token
    }
}
