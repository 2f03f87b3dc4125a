import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The report as a self-contained HTML page: no network, no other file, and no JavaScript is needed to read it.
struct ReportPage {
    let facts: ReportFacts
    /// The Organization's name for people.
    let organization: String
    /// Whether the rows say what a policy does.
    let hasPolicy: Bool

    /// Passes the pieces of the page to a function, one after the other.
    func write(_ add: (String) throws -> Void) rethrows {
        let table = ReportTable(hasPolicy: hasPolicy)
        try add(head)
        try add("<main>\n<header>\n<h1>API tokens of \(HTMLText.escaped(organization))</h1>\n")
        try add(HTMLText.element("p", extent) + "\n</header>\n")
        try add(totals)
        try add("<div class=\"charts\">\n\(ages.html)\n\(expiries.html)\n</div>\n")
        try add("<h2>Every token</h2>\n" + table.head)
        for row in facts.rows { try add(table.row(row)) }
        try add(table.foot + HTMLText.element("p", notes, "class=\"notes\""))
        try add("\n</main>\n<script>\(ReportStyle.script)</script>\n</body>\n</html>\n")
    }

    private var head: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>API tokens of \(HTMLText.escaped(organization))</title>
        <style>\(ReportStyle.style)</style>
        </head>
        <body>

        """
    }

    /// The content security policy: only the page's own style and script, identified by their hashes.
    private static var policy: String {
        "default-src 'none'; style-src 'sha256-\(hash(ReportStyle.style))'; "
            + "script-src 'sha256-\(hash(ReportStyle.script))'; base-uri 'none'; form-action 'none'"
    }

    private static func hash(_ text: String) -> String { Data(SHA256.hash(text.utf8)).base64EncodedString() }

    /// The scope of the page: how many tokens, of how many, and when.
    private var extent: String {
        let count = HTMLText.count(facts.rows.count)
        let noun = facts.visible == 1 ? "token" : "tokens"
        let all = facts.rows.count == facts.visible
        let tokens = all ? "\(count) \(noun)" : "\(count) of \(HTMLText.count(facts.visible)) \(noun), as selected"
        let time = facts.now.rfc3339
        return "\(tokens) · \(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC"
    }

    private var totals: String {
        let scopes = facts.scopes.map { bar in
            tile(bar.count, bar.label == "Organization" ? "of the Organization" : "of \(bar.label)s", .plain)
        }
        let findings = ReportRemark.allCases.map { tile(facts.count($0), $0.ofMany, $0.tone) }
        return """
            <h2>Where they belong</h2>
            <ul class="totals">
            \(scopes.joined(separator: "\n"))
            </ul>
            <h2>Worth a look</h2>
            <ul class="totals">
            \(findings.joined(separator: "\n"))
            </ul>

            """
    }

    /// Returns a count with its words, which stands out only if it isn't zero.
    private func tile(_ count: Int, _ words: String, _ tone: ReportRemark.Tone) -> String {
        let mark = tone == .plain || count == 0 ? "" : " class=\"\(tone.rawValue)\""
        return "<li\(mark)><b>\(HTMLText.count(count))</b> \(HTMLText.escaped(words))</li>"
    }

    private var ages: ReportChart {
        ReportChart(
            title: "Days since the value changed", bars: facts.ages,
            note: facts.ageless == 0 ? "" : "\(HTMLText.count(facts.ageless)) of unknown age.")
    }

    private var expiries: ReportChart {
        let others = [
            (facts.laterExpiries, "later"), (facts.count(.expired), "expired already"),
            (facts.count(.unending), "never"),
        ]
        let words = others.filter { $0.0 > 0 }.map { "\(HTMLText.count($0.0)) \($0.1)" }
        return ReportChart(
            title: "Tokens that expire, by month", bars: facts.expiries,
            note: words.isEmpty ? "" : "Not in the chart: \(words.joined(separator: ", ")).")
    }

    private var notes: String {
        "Tokens that the credential in use can't see are missing here. A token's age counts from the last time its value "
            + "was issued or replaced. Wide roles are \(ReportFacts.wideRoles.joined(separator: ", ")). Times are in UTC. "
            + "This page holds no token values and loads nothing from a network."
    }
}
