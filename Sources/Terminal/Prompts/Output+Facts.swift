import Base

extension Output {
    /// Tells what there is to know before a question, a line each, on stderr; what is empty is left out.
    package func facts(_ facts: [(name: String, value: String)]) {
        guard options.verbosity <= .warn else { return }
        let told = facts.filter { !$0.value.isEmpty }.map { Fact("  \($0.name)", spoken($0.value)) }
        try? console.error.write(Array(FactsWriter(facts: told, width: width(of: console.error)).text().utf8))
    }

    /// Returns how long ago an RFC 3339 time was, in words; or the time in UTC on request.
    package func age(_ moment: String) -> String {
        shownCells(isShort: false).time(moment)
    }

    /// Writes facts as the result for people.
    package func facts(_ facts: [Fact]) throws {
        try write(FactsWriter(facts: facts, width: width(of: console.output)).text())
    }

    /// Writes a sentence as the result, which breaks where words end on a terminal; machine formats have it as a text.
    package func sentence(_ text: String) throws {
        guard format.isTable, let width = width(of: console.output) else { return try self.text(text) }
        try self.text(WordWrap(width: width).wrapped(text, after: "", hanging: 0))
    }
}
