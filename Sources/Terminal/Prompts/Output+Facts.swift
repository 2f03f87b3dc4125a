import Base

extension Output {
    /// Tells what there is to know before a question, a line each, on stderr; what is empty is left out.
    package func facts(_ facts: [(name: String, value: String)]) {
        let told = facts.filter { !$0.value.isEmpty }
        let width = told.map { $0.name.count }.max() ?? 0
        for fact in told {
            let gap = String(repeating: " ", count: width - fact.name.count + 2)
            notice("  \(fact.name)\(gap)\(fact.value)")
        }
    }

    /// How long ago a moment of RFC 3339 was, in words; in UTC where that was asked for.
    package func age(_ moment: String) -> String {
        ShownCells(now: now, showsUTC: options.showsUTC, isShort: false).time(moment)
    }
}
