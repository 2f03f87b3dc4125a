import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The report's table: a row for every token.
struct ReportTable {
    /// Whether the rows say what a policy does.
    let hasPolicy: Bool

    var head: String {
        var titles = [
            "Token", "Findings", "Where", "Scope", "Age in days", "Expires", "Last used", "Created by", "Roles",
        ]
        if hasPolicy { titles.append("Policy") }
        let cells = titles.map { HTMLText.element("th", $0, "scope=\"col\"") }
        return """
            <div class="scroll" role="region" aria-label="Every token" tabindex="0">
            <table>
            <thead>
            <tr>\(cells.joined())</tr>
            </thead>
            <tbody>

            """
    }

    let foot = "</tbody>\n</table>\n</div>\n"

    func row(_ row: ReportFacts.Row) -> String {
        let token = row.token
        let first =
            "<th scope=\"row\">\(HTMLText.escaped(token.name)) \(HTMLText.element("small", token.id))</th>"
            + "<td>\(row.remarks.map(Self.mark).joined(separator: " "))</td>"
        let scope: String = TokenScope(token.scope)?.noun ?? token.scope.rawValue
        let age: String = row.days.map(String.init) ?? ""
        let creator: String = token.createdBy?.displayName ?? ""
        let roles: String = (token.roles ?? []).map(\.role).joined(separator: ", ")
        var texts: [String] = [
            row.placeName, scope, age, Self.day(token.endAt), Self.day(token.lastUsedAt), creator, roles,
        ]
        if hasPolicy { texts.append(row.plan ?? "") }
        return "<tr>\(first)\(texts.map { HTMLText.element("td", $0) }.joined())</tr>\n"
    }

    private static func mark(_ remark: ReportRemark) -> String {
        HTMLText.element("span", remark.rawValue, "class=\"\(remark.tone.rawValue)\"")
    }

    private static func day(_ time: Timestamp?) -> String { time.map { String($0.text.prefix(10)) } ?? "never" }
}
