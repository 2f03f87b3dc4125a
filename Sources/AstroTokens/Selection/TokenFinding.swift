#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import Kernel

/// The reasons for a token to need attention: any of these.
package struct AttentionRules: Equatable {
    package var expiresWithin: Duration?
    package var isExpired = false
    package var olderThan: Duration?
    package var unusedFor: Duration?
    package var isNeverUsed = false
}

/// A token that needs attention, and why.
package struct TokenFinding: Encodable, Sendable {
    package let id: String
    package let name: String
    /// The place that it belongs to; nil if the family has only one place.
    package let placeName: String?
    package let reasons: [String]
    package let endAt: Timestamp?
    package let lastUsedAt: Timestamp?
    package let lastRotatedAt: Timestamp?
    package let createdAt: Timestamp

    /// Creates the finding; nil if the token needs no attention.
    package init?(_ token: APIToken, _ rules: AttentionRules, placeName: String? = nil, now: Date) {
        id = token.id
        name = token.name
        self.placeName = placeName
        endAt = token.endAt
        lastUsedAt = token.lastUsedAt
        lastRotatedAt = token.lastRotatedAt
        createdAt = token.createdAt
        reasons = Self.reasons(token, rules, now)
        if reasons.isEmpty { return nil }
    }

    private static func reasons(_ token: APIToken, _ rules: AttentionRules, _ now: Date) -> [String] {
        var reasons: [String] = []
        let mindsEnd = rules.isExpired || rules.expiresWithin != nil
        switch token.isExpired(at: now) {
        case nil: if mindsEnd { reasons.append("unreadable expiry") }
        case true: if mindsEnd { reasons.append("expired") }
        case false:
            guard let span = rules.expiresWithin, token.expires(within: span, of: now) == true else { break }
            reasons.append("expires within \(span.argument)")
        }
        if let span = rules.olderThan {
            switch token.valueChangedAt.isOlder(than: span, now) {
            case nil: reasons.append("unreadable age")
            case true: reasons.append("older than \(span.argument)")
            case false: break
            }
        }
        return reasons + lackOfUse(token, rules, now)
    }

    private static func lackOfUse(_ token: APIToken, _ rules: AttentionRules, _ now: Date) -> [String] {
        let wasUsed = token.lastUsedAt != nil
        if !wasUsed, rules.isNeverUsed { return ["never used"] }
        if rules.isNeverUsed, let lastUsedAt = token.lastUsedAt, lastUsedAt.date == nil {
            return ["unreadable last use"]
        }
        guard let span = rules.unusedFor else { return [] }
        switch (token.lastUsedAt ?? token.createdAt).isOlder(than: span, now) {
        case nil: return [wasUsed ? "unreadable last use" : "unreadable age"]
        case true: return [wasUsed ? "unused for \(span.argument)" : "never used"]
        case false: return []
        }
    }

    package static let columns = [
        Column<TokenFinding>("id", "ID") { $0.id },
        Column<TokenFinding>("name", "NAME") { $0.name },
        Column<TokenFinding>("reasons", "WHY") { $0.reasons.joined(separator: ", ") },
        Column<TokenFinding>("endAt", "EXPIRES", .expiry) { $0.endAt?.text ?? "" }.placeholder("never"),
        Column<TokenFinding>("lastUsedAt", "LAST USED", .moment) { $0.lastUsedAt?.text ?? "" }.placeholder("never"),
        Column<TokenFinding>("lastRotatedAt", "LAST ROTATED", .moment) { $0.lastRotatedAt?.text ?? "" }
            .placeholder("never"),
        Column<TokenFinding>("createdAt", "CREATED", .moment, shown: .never) { $0.createdAt.text },
    ]

    /// The columns for tokens of many places.
    package static let fleetColumns = Array(
        columns[...1] + [Column<TokenFinding>("placeName", "WHERE") { $0.placeName ?? "" }] + columns[2...])

    package static let screen = ScreenColumns(
        ["name", "placeName", "reasons", "endAt", "lastUsedAt", "lastRotatedAt", "id"],
        leavingOut: ["lastRotatedAt", "lastUsedAt", "id", "endAt", "placeName"])
}

extension Duration {
    /// Its length in seconds, for calculations with dates.
    package var timeInterval: TimeInterval { TimeInterval(components.seconds) }
}
