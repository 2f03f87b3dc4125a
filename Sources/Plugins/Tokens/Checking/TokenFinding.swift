#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// What makes a token one to look after.
struct AttentionRules {
    let expiresWithin: Duration?
    let olderThan: Duration?
    let unusedFor: Duration?
}

/// A token that needs attention, and why.
struct TokenFinding: Encodable, Sendable {
    let id: String
    let name: String
    let reasons: [String]
    let endAt: Timestamp?
    let lastUsedAt: Timestamp?
    let lastRotatedAt: Timestamp?
    let createdAt: Timestamp

    /// Nil where all is well.
    init?(_ token: APIToken, _ rules: AttentionRules, now: Date) {
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

    static let columns = [
        Column<TokenFinding>("id", "ID") { $0.id },
        Column<TokenFinding>("name", "NAME") { $0.name },
        Column<TokenFinding>("reasons", "WHY") { $0.reasons.joined(separator: ", ") },
        Column<TokenFinding>("endAt", "EXPIRES", .moment) { $0.endAt?.text ?? "" },
        Column<TokenFinding>("lastUsedAt", "LAST USED", .moment) { $0.lastUsedAt?.text ?? "" },
        Column<TokenFinding>("lastRotatedAt", "LAST ROTATED", .moment) { $0.lastRotatedAt?.text ?? "" },
        Column<TokenFinding>("createdAt", "CREATED", .moment, shown: .never) { $0.createdAt.text },
    ]
}

extension Duration {
    /// The same in seconds, for reckoning with dates.
    var timeInterval: TimeInterval { TimeInterval(components.seconds) }
}
