import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token report")
struct ReportTests {
    static let hostile = #"<script>alert(1)</script>" onload='x' &amp; \u202Eevil"#

    /// The report on tokens, and the messages.
    static func page(_ tokens: [String], _ flags: String = "", files: [String: String] = [:]) async throws -> String {
        var test = Fixture.listing(tokens)
        test.allowsWriting = true
        test.files = files
        let result = try await test.run("token report --to-file out.html \(flags)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "")
        return try #require(result.files["/work/out.html"])
    }

    @Test("is one page with totals, charts and a table, and loads nothing from elsewhere")
    func page() async throws {
        let page = try await Self.page(ListFleetTests.tokens)
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        for part in ["<b>4</b> never used", "<b>2</b> of Deployments", "<td>Production</td>", "Terraform", "<svg "] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("src="))
        #expect(page.contains("default-src 'none'"))
    }

    @Test("says how many tokens a selection left out, and what its chart does not show")
    func extent() async throws {
        let all = ListFleetTests.tokens
        #expect(try await Self.page(all).contains("<p>\(all.count) tokens · "))
        #expect(
            try await Self.page(all, "--scope organization").contains("<p>1 of \(all.count) tokens, as selected · "))
        let ends = ["2020", "2099"].map {
            Fixture.token("ctok\($0)", further: #", "endAt": "\#($0)-01-01T00:00:00Z""#)
        }
        #expect(try await Self.page(ends).contains("<p>Not in the chart: 1 later, 1 expired already.</p>"))
    }

    @Test("separates thousands", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
    func thousands(number: Int, text: String) {
        #expect(HTMLText.count(number) == text)
    }

    @Test("allows only its own style and script to run")
    func policy() async throws {
        let page = try await Self.page(ListFleetTests.tokens)
        for element in ["style", "script"] {
            let start = try #require(page.range(of: "<\(element)>"))
            let end = try #require(page.range(of: "</\(element)>"))
            let hash = Data(SHA256.hash(page[start.upperBound..<end.lowerBound].utf8)).base64EncodedString()
            #expect(page.contains("\(element)-src 'sha256-\(hash)'"))
        }
        #expect(!page.contains("style=\"") && !page.contains("onclick"))
    }

    @Test("shows hostile names as text")
    func escapes() async throws {
        let name = #"<script>alert(1)</script>\" onload='x' &amp; \u202eevil\u0007"#
        let page = try await Self.page([Fixture.token(name: name)])
        #expect(page.components(separatedBy: "<script>").count == 2)
        #expect(
            page.contains(
                "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; \u{FFFD}evil\u{FFFD}"))
    }

    @Test("counts ages and expiries, including the ends of each range")
    func facts() {
        let now = Date(timeIntervalSince1970: 1_772_323_200)  // 2026-03-01
        func token(_ days: Double, end: String? = nil) -> APIToken {
            var token = ItemDecisionTests.token()
            token.createdAt = Timestamp(now.addingTimeInterval(-days * 86_400))
            token.endAt = end.map { Timestamp($0) }
            return token
        }
        let facts = ReportFacts(
            [
                token(0, end: "2026-03-31T23:59:59Z"), token(30), token(31), token(60), token(90), token(180),
                token(365),
                token(366, end: "2027-02-01T00:00:00Z"), token(-1, end: "2026-02-28T00:00:00Z"),
            ], now: now, placeName: { _ in "" })
        #expect(facts.ages.map(\.count) == [3, 2, 1, 1, 1, 1])
        #expect(facts.expiries.map(\.label).first == "2026-03")
        #expect(facts.expiries.map(\.label).last == "2027-02")
        #expect(facts.expiries.map(\.count) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(facts.count(.expired) == 1)
        #expect(facts.count(.unending) == 6)
    }

    @Test("says what a policy would do, and applies the selection")
    func policyColumn() async throws {
        let policy =
            "version: 1\nrules:\n  - name: bots\n    select: {scope: workspace}\n    deliver: [{file: \"{token.id}\"}]\n"
        let page = try await Self.page(
            ListFleetTests.tokens, "--policy p.yaml --workspace Analytics", files: ["/work/p.yaml": policy])
        #expect(page.contains("<td>rotate: bots</td>"))
        #expect(page.contains("<td>unmatched</td>"))
        #expect(!page.contains("Terraform"))
    }

    @Test("of no tokens is a page, too")
    func none() async throws {
        #expect(try await Self.page([]).contains("0 tokens"))
    }
}
