@testable import Terminal
import Testing

@Suite("Facts below each other")
struct FactsWriterTests {
    let facts = [
        Fact("ID", "cdeployment0000production"), Fact("RUNTIME", "3.0-4 (based on Airflow)"), Fact("NOTE", ""),
    ]

    func lines(_ facts: [Fact], width: Int?) -> [String] {
        FactsWriter(facts: facts, width: width).text().split(separator: "\n").map(String.init)
    }

    @Test("have aligned values", arguments: [nil, 34])
    func column(width: Int?) {
        #expect(
            lines(facts, width: width)
                == ["ID       cdeployment0000production", "RUNTIME  3.0-4 (based on Airflow)", "NOTE"])
    }

    @Test("break between words, with a hanging indent")
    func broken() {
        #expect(
            lines([facts[1]], width: 23) == ["RUNTIME  3.0-4 (based", "         on Airflow)"])
    }

    @Test("have values below their names if no whole word fits next to them")
    func below() {
        #expect(lines([facts[0]], width: 28) == ["ID", "  cdeployment0000production"])
        #expect(
            lines([Fact("DAG DEPLOY ENABLED", "only by CI jobs")], width: 24)
                == ["DAG DEPLOY ENABLED", "  only by CI jobs"])
    }

    @Test("are separated from their names, however long these are")
    func margin() {
        #expect(
            lines([Fact("  Token", "'CI deploy' of Ada")], width: 16) == ["  Token", "    'CI deploy'", "    of Ada"])
    }

    @Test("are never cut, not even if no line has room")
    func tooWide() {
        let secret = String(repeating: "s", count: 100)
        #expect(lines([Fact("TOKEN", secret)], width: 40) == ["TOKEN  \(secret)"])
    }

    @Test("have commands that can be pasted")
    func commands() {
        let command = Fact("fix", "astro deployment token rotate --deployment Production", isCommand: true)
        #expect(
            lines([command], width: 40)
                == ["fix", "  astro deployment token rotate \\", "      --deployment Production"])
    }
}
