import AstroAPI
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The report as one page of HTML that needs nothing else: no network, no other file, no JavaScript to be read.
struct ReportPage {
    let facts: ReportFacts
    /// The Organization, as people call it.
    let organization: String
    /// Whether the rows say what a policy does.
    let hasPolicy: Bool

    /// Calls a function with one piece of the page after the other.
    func write(_ add: (String) throws -> Void) rethrows {
        try add(head)
        try add("<main>\n<h1>API tokens of \(HTMLText.escaped(organization))</h1>\n")
        try add("<p>\(facts.rows.count) tokens at \(HTMLText.escaped(facts.now.rfc3339)).</p>\n")
        try add(totals)
        try add(ReportChart(title: "Days since the value was changed", bars: facts.ages).html + "\n")
        try add(ReportChart(title: "Tokens that expire, by month", bars: facts.expiries).html + "\n")
        try add(tableHead)
        for row in facts.rows { try add(self.row(row)) }
        try add("</tbody>\n</table>\n</div>\n</main>\n<script>\(Self.script)</script>\n</body>\n</html>\n")
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
        <style>\(Self.style)</style>
        </head>
        <body>

        """
    }

    /// Nothing but the page's own style and script, known by their hashes.
    private static var policy: String {
        "default-src 'none'; style-src 'sha256-\(hash(style))'; script-src 'sha256-\(hash(script))'; base-uri 'none'; "
            + "form-action 'none'"
    }

    private static func hash(_ text: String) -> String { Data(SHA256.hash(text.utf8)).base64EncodedString() }

    private var totals: String {
        var bars: [(String, Int)] = facts.scopes.map { bar in
            (bar.label == "Organization" ? "of the Organization" : "of \(bar.label)s", bar.count)
        }
        let remarks = [
            ReportFacts.unending, ReportFacts.unused, ReportFacts.expired, ReportFacts.ending, ReportFacts.wide,
            ReportFacts.ownerless,
        ]
        bars += remarks.map { ($0, facts.count($0)) }
        let items = bars.map { label, count in
            "<li><b>\(count)</b> \(HTMLText.escaped(label))</li>"
        }
        return "<ul class=\"totals\">\n\(items.joined(separator: "\n"))\n</ul>\n"
    }

    private var headings: [(title: String, isLesser: Bool)] {
        var headings: [(title: String, isLesser: Bool)] = [
            ("Name", false), ("Scope", true), ("Where", false), ("Age in days", false), ("Expires", true),
            ("Last used", true), ("Created by", true), ("Roles", true), ("Remarks", false),
        ]
        if hasPolicy { headings.append(("Policy", false)) }
        return headings + [("ID", true)]
    }

    private var tableHead: String {
        let cells = headings.map { heading in
            HTMLText.element("th", heading.title, "scope=\"col\"" + (heading.isLesser ? " class=\"lesser\"" : ""))
        }
        return
            "<h2>Every token</h2>\n<div class=\"scroll\">\n<table>\n<thead>\n<tr>\(cells.joined())</tr>\n</thead>\n<tbody>\n"
    }

    private func row(_ row: ReportFacts.Row) -> String {
        let token = row.token
        let roles = (token.roles ?? []).map(\.role).joined(separator: ", ")
        let end: String = token.endAt.map { String($0.text.prefix(10)) } ?? "never"
        let use: String = token.lastUsedAt.map { String($0.text.prefix(10)) } ?? "never"
        let age: String = row.days.map(String.init) ?? ""
        let creator: String = token.createdBy?.displayName ?? ""
        let remarks: String = row.remarks.joined(separator: ", ")
        var texts: [String] = [
            token.name, token.scope.rawValue, row.placeName, age, end, use, creator, roles, remarks,
        ]
        if hasPolicy { texts.append(row.plan ?? "") }
        texts.append(token.id)
        let cells = zip(texts, headings).map { text, heading in
            HTMLText.element("td", text, heading.isLesser ? "class=\"lesser\"" : "")
        }
        return "<tr>\(cells.joined())</tr>\n"
    }
}

extension ReportPage {
    private static let style = """
        :root{color-scheme:light dark;--ink:#1c1e21;--paper:#fff;--line:#d5d9de;--bar:#3b6fd4}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#16181b;--line:#3a3f46;--bar:#7aa2ff}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
        main{max-width:1200px;margin:auto;padding:16px}
        .totals{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0}
        .totals li{border:1px solid var(--line);border-radius:6px;padding:6px 12px}
        figure{margin:24px 0}figcaption{font-weight:600;margin-bottom:4px}
        svg{width:100%;max-width:560px;height:auto}
        svg text{fill:var(--ink);font-size:14px}svg rect{fill:var(--bar)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%}
        th,td{border-bottom:1px solid var(--line);padding:5px 10px 5px 0;text-align:left;vertical-align:top}
        td{overflow-wrap:anywhere}th button{all:unset;cursor:pointer;font-weight:600}
        th button:focus-visible{outline:2px solid var(--bar)}
        @media(max-width:700px){.lesser{display:none}}
        @media print{.lesser{display:table-cell}.scroll{overflow:visible}}
        """

    /// Makes the headings sort the rows.
    private static let script = """
        for(const [place,cell] of [...document.querySelectorAll('th')].entries()){\
        const button=document.createElement('button');button.textContent=cell.textContent;cell.textContent='';cell.append(button);\
        button.addEventListener('click',()=>{const up=cell.getAttribute('aria-sort')!=='ascending';\
        for(const other of document.querySelectorAll('th'))other.removeAttribute('aria-sort');\
        cell.setAttribute('aria-sort',up?'ascending':'descending');\
        const body=document.querySelector('tbody');const text=row=>row.children[place].textContent;\
        const rows=[...body.children].sort((a,b)=>text(a).localeCompare(text(b),undefined,{numeric:true})*(up?1:-1));\
        body.append(...rows)})}
        """
}
