import Base

/// Something to know, under its name.
package struct Fact: Sendable {
    let name: String
    let value: String
    /// Whether the value is a line of a shell, which can be pasted however many lines it takes.
    let isCommand: Bool

    package init(_ name: String, _ value: String, isCommand: Bool = false) {
        self.name = name
        self.value = value
        self.isCommand = isCommand
    }
}

/// Writes facts below each other, with aligned values; on a terminal, they break between words.
///
/// Nothing is cut: a value may be a secret that is shown only once.
struct FactsWriter {
    let facts: [Fact]
    /// The width of the terminal; nil if lines may have any length.
    let width: Int?

    private static let gap = 2

    /// Returns the lines, each with its newline; no line ends in spaces.
    func text() -> String {
        let column = (facts.map { DisplayWidth.of($0.name) }.max() ?? 0) + Self.gap
        return facts.map { line($0, column) + "\n" }.joined()
    }

    private func line(_ fact: Fact, _ column: Int) -> String {
        guard !fact.value.isEmpty else { return fact.name }
        let name = fact.name + String(repeating: " ", count: column - DisplayWidth.of(fact.name))
        guard let width, column + DisplayWidth.of(fact.value) > width else { return name + fact.value }
        let wrap = WordWrap(width: width)
        let words = fact.value.split(separator: " ")
        let widest = words.map { DisplayWidth.of(String($0)) }.max() ?? 0
        // No line has room for it.
        if words.count == 1, widest > width - Self.gap { return name + fact.value }
        if !fact.isCommand, column <= width / 2, column + widest <= width {
            return wrap.wrapped(fact.value, after: name, used: column, hanging: column)
        }
        // Next to the names, whole words don't fit.
        let margin = String(repeating: " ", count: fact.name.prefix { $0 == " " }.count + Self.gap)
        let value =
            fact.isCommand
            ? wrap.continued(fact.value, margin: margin)
            : wrap.wrapped(fact.value, after: margin, hanging: margin.count)
        return fact.name.isEmpty ? value : "\(fact.name)\n\(value)"
    }
}
