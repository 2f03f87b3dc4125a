#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import Kernel

/// What makes a token one to look after.
package struct AttentionRules {
    package let expiresWithin: Duration?
    package let olderThan: Duration?
    package let unusedFor: Duration?

    package init(expiresWithin: Duration?, olderThan: Duration?, unusedFor: Duration?) {
        self.expiresWithin = expiresWithin
        self.olderThan = olderThan
        self.unusedFor = unusedFor
    }
}

/// A token that needs attention, and why.
package struct TokenFinding: Encodable, Sendable {
    package let id: String
    package let name: String
    package let reasons: [String]
    package let endAt: Timestamp?
    package let lastUsedAt: Timestamp?
    package let lastRotatedAt: Timestamp?
    package let createdAt: Timestamp

    /// Nil where all is well.
    package init?(_ token: APIToken, _ rules: AttentionRules, now: Date) {
        id = token.id
        name = token.name
        endAt = token.endAt
        lastUsedAt = token.lastUsedAt
        lastRotatedAt = token.lastRotatedAt
        createdAt = token.createdAt
        reasons = Self.reasons(token, rules, now)
        if reasons.isEmpty { return nil }
    }

    private static func reasons(_ token: APIToken, _ rules: AttentionRules, _ now: Date) -> [String] {
        var reasons: [String] = []
        if let span = rules.expiresWithin, let end = token.endAt?.date {
            if end <= now {
                reasons.append("expired")
            } else if end <= now.addingTimeInterval(span.timeInterval) {
                reasons.append("expires within \(span.argument)")
            }
        }
        if let span = rules.olderThan, isOlder(token.lastRotatedAt ?? token.createdAt, than: span, now) {
            reasons.append("older than \(span.argument)")
        }
        if let span = rules.unusedFor, isOlder(token.lastUsedAt ?? token.createdAt, than: span, now) {
            reasons.append(token.lastUsedAt == nil ? "never used" : "unused for \(span.argument)")
        }
        return reasons
    }

    private static func isOlder(_ moment: Timestamp, than span: Duration, _ now: Date) -> Bool {
        moment.date.map { $0 < now.addingTimeInterval(-span.timeInterval) } ?? false
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

    package static let screen = ScreenColumns(
        ["name", "reasons", "endAt", "lastUsedAt", "lastRotatedAt", "id"],
        leavingOut: ["lastRotatedAt", "lastUsedAt", "id", "endAt"])
}

extension Duration {
    /// The same in seconds, for reckoning with dates.
    package var timeInterval: TimeInterval { TimeInterval(components.seconds) }
}
