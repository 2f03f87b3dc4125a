import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The facts of a report about tokens, without any formatting.
struct ReportFacts {
    /// One bar of a chart.
    struct Bar: Equatable {
        let label: String
        let count: Int
    }

    /// One row of the report's table.
    struct Row {
        let token: APIToken
        let placeName: String
        /// The age of the value in days; nil if it can't be read.
        let days: Int?
        let remarks: [ReportRemark]
        /// What the policy does; nil without one.
        let plan: String?
    }

    let rows: [Row]
    /// The number of tokens that the credential sees; a selection may leave some of them out of the rows.
    let visible: Int
    let now: Date

    /// The roles with access to a whole Organization, or to everything in a Workspace.
    static let wideRoles = ["ORGANIZATION_OWNER", "ORGANIZATION_BILLING_ADMIN", "WORKSPACE_OWNER"]
    private static let dayLength = 86_400.0

    init(
        _ tokens: [APIToken], visible: Int? = nil, now: Date, placeName: (APIToken) -> String,
        plan: (APIToken) -> String? = { _ in nil }
    ) {
        self.now = now
        self.visible = visible ?? tokens.count
        rows = tokens.map { token in
            Row(
                token: token, placeName: placeName(token),
                days: token.valueChangedAt.date.map { Self.days(from: $0, to: now) },
                remarks: Self.remarks(token, now), plan: plan(token))
        }
    }

    private static func days(from start: Date, to end: Date) -> Int {
        Int((end.timeIntervalSince(start) / dayLength).rounded(.down))
    }

    private static func remarks(_ token: APIToken, _ now: Date) -> [ReportRemark] {
        var remarks: [ReportRemark] = []
        if let end = token.endAt?.date {
            if end <= now {
                remarks.append(.expired)
            } else if end <= now.addingTimeInterval(30 * dayLength) {
                remarks.append(.ending)
            }
        } else if token.endAt == nil {
            remarks.append(.unending)
        }
        if token.lastUsedAt == nil { remarks.append(.unused) }
        if (token.roles ?? []).contains(where: { wideRoles.contains($0.role) }) { remarks.append(.wide) }
        if token.createdBy == nil { remarks.append(.ownerless) }
        return remarks
    }

    /// Returns the number of tokens with a remark.
    func count(_ remark: ReportRemark) -> Int { rows.count { $0.remarks.contains(remark) } }

    /// The number of tokens of each scope.
    var scopes: [Bar] {
        let bars = TokenScope.allCases.reversed().map { scope in
            Bar(label: scope.noun, count: rows.count { TokenScope($0.token.scope) == scope })
        }
        let agents = rows.count { $0.token.agents != nil }
        return agents == 0 ? bars : bars + [Bar(label: "Agent", count: agents)]
    }

    /// The number of tokens by the age of their values.
    var ages: [Bar] {
        let limits = [
            ("up to 30 days", 30), ("31 to 60", 60), ("61 to 90", 90), ("91 to 180", 180), ("181 to 365", 365),
        ]
        var lower = Int.min
        var bars: [Bar] = []
        for (label, limit) in limits {
            bars.append(Bar(label: label, count: rows.count { $0.days.map { $0 > lower && $0 <= limit } ?? false }))
            lower = limit
        }
        return bars + [Bar(label: "over a year", count: rows.count { $0.days.map { $0 > lower } ?? false })]
    }

    /// The number of tokens whose age can't be read.
    var ageless: Int { rows.count { $0.days == nil } }

    /// The number of tokens that expire after the months of the bars.
    var laterExpiries: Int {
        rows.count { ($0.token.endAt?.date).map { $0 > now } ?? false } - expiries.reduce(0) { $0 + $1.count }
    }

    /// The number of tokens that expire in each of the next twelve months, labeled with the first day of the month.
    var expiries: [Bar] {
        let parts = now.rfc3339.prefix(7).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return [] }
        let months = (0..<12).map { offset in
            let month = parts[1] - 1 + offset
            return "\(parts[0] + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
        }
        let ends = rows.compactMap { row in row.token.endAt?.date.flatMap { $0 > now ? $0.rfc3339.prefix(7) : nil } }
        return months.map { month in Bar(label: month, count: ends.count { $0 == month }) }
    }
}
