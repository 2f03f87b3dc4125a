import Base

/// A question whose answer is one of several rows, or some of them.
struct RowQuestion<Row: Sendable>: Sendable {
    /// What to choose, in one or two words.
    let words: String
    let rows: [Row]
    /// The columns that are shown.
    let columns: [Column<Row>]
    /// What to pass to skip the question.
    let flag: String?
    /// Whether any number of rows can be chosen.
    let takesSeveral: Bool

    private static var mostNames: Int { 5 }

    init(_ words: String, _ rows: [Row], _ columns: [Column<Row>], _ flag: String?, takesSeveral: Bool = false) {
        self.words = words
        self.rows = rows
        self.columns = columns.filter { $0.shown == .always }
        self.flag = flag
        self.takesSeveral = takesSeveral
    }

    /// The texts of a row.
    func cells(_ row: Row) -> [String] { columns.map { $0.cell(row) } }

    /// The name of a row, as the line that stays says it.
    func name(_ row: Row) -> String {
        let column = columns.first { $0.field == "name" } ?? columns.first
        return column?.cell(row) ?? ""
    }

    /// The question with its answer.
    func answered(_ chosen: [Int]) -> String {
        var names = chosen.prefix(Self.mostNames).map { name(rows[$0]) }
        if chosen.count > names.count { names.append("\(chosen.count - names.count) more") }
        return "\(words): \(names.joined(separator: ", "))"
    }

    /// The question in front of a typed answer.
    var prompt: String {
        let example =
            takesSeveral && rows.count > 1 ? ", such as 1,\(min(3, rows.count)) or 1-\(rows.count), or all" : ""
        return "\(words) [1-\(rows.count)\(example)]: "
    }

    /// The rows that a typed answer names, by their numbers or by what tells them apart.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if any of it names no row.
    func rows(in answer: String) throws -> [Int] {
        if let row = row(named: answer) { return [row] }
        guard takesSeveral else { return [try number(answer)] }
        if ["all", "a", "*"].contains(answer.lowercased()) { return Array(rows.indices) }
        var chosen: Set<Int> = []
        for part in answer.split(separator: ",") {
            let part = String(part).trimmed
            if let row = row(named: part) {
                chosen.insert(row)
            } else {
                for word in part.split(separator: " ") { chosen.formUnion(try range(String(word), in: part)) }
            }
        }
        guard !chosen.isEmpty else { throw refusal(answer) }
        return chosen.sorted()
    }

    /// The row that has a name or an ID; one that several have names none of them.
    private func row(named answer: String) -> Int? {
        let named = rows.indices.filter { row in
            columns.contains { ($0.field == "name" || $0.holdsIDs) && $0.cell(rows[row]) == answer }
        }
        let same = named.isEmpty ? rows.indices.filter { columns.first?.cell(rows[$0]) == answer } : named
        return same.count == 1 ? same[0] : nil
    }

    private func number(_ answer: String) throws -> Int {
        guard let number = Int(answer), number >= 1, rows.indices ~= number - 1 else { throw refusal(answer) }
        return number - 1
    }

    /// The rows of a number, or of two with a hyphen between them.
    private func range(_ word: String, in part: String) throws -> Range<Int> {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let first = try? number(ends[0]), let last = try? number(ends[ends.count - 1]),
            first <= last
        else { throw refusal(part) }
        return first..<(last + 1)
    }

    private func refusal(_ answer: String) -> CommandError {
        let range = takesSeveral ? " or a range of such numbers" : ""
        return CommandError(
            .cancelled, "'\(answer)' is not a number from 1 to \(rows.count)\(range); nothing was changed")
    }
}
