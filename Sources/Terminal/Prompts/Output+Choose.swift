import Base

extension Output {
    /// Lets the user choose one of several rows.
    ///
    /// A terminal that can move its cursor shows a list to navigate with arrow keys; typing a row's number moves to
    /// it, and typing anything else filters the rows. Elsewhere it is a table, and a prompt asks for the row's number.
    /// - Parameters:
    ///   - question: What to choose, in one or two words.
    ///   - rows: The rows to choose from.
    ///   - columns: Their fields; the one called `name`, or else the first, identifies the chosen row afterwards.
    ///   - flag: What to pass to skip the question, such as `PLANT_ID or --name`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if nothing is chosen.
    public func choose<Row>(
        _ question: String, from rows: [Row], columns: [Column<Row>], flag: String? = nil
    ) async throws -> Row {
        try refuseWithoutInput(question, flag)
        let shown = columns.filter { $0.shown == .always }
        if let interviewer = console.interviewer {
            let options = rows.map { row in shown.map { $0.cell(row) }.filter { !$0.isEmpty }.joined(separator: " · ") }
            return rows[try await interviewer.choose(question, from: options)]
        }
        guard console.isInteractive, console.input.givesKeys, redraws, !rows.isEmpty else {
            return try await chooseNumber(question, rows, shown, flag)
        }
        let row = try await chooseWithKeys(question, rows, shown, flag)
        let name = shown.first { $0.field == "name" } ?? shown.first
        console.tell(VisibleText.escaping("\(question): \(name?.cell(row) ?? "")"))
        return row
    }

    /// Whether a person can be asked.
    public var canChoose: Bool {
        console.isInteractive && !options.neverAsks && (console.interviewer != nil || silencingVariable == nil)
    }

    /// Whether that person sits at the terminal, where a question may cost a request.
    package var isAtTerminal: Bool { canChoose && console.interviewer == nil }

    /// Returns the rows with their numbers in front.
    func numberedTable<Row>(_ rows: [Row], _ shown: [Column<Row>], width: Int?) -> TableWriter {
        var table = table(rows, shown, on: console.error)
        for (place, column) in shown.enumerated() where column.holdsIDs && shown.count > 1 {
            table.rows = shortened(table.rows, at: place)
        }
        table.headings = ["#"] + shown.map(\.heading)
        table.rows = zip(1..., table.rows).map { ["\($0)"] + $1 }
        table.naming += 1
        // The number is what is typed: it goes last.
        table.lesser = table.headings.indices.reversed().filter { $0 != 0 && $0 != table.naming }
        table.rightAligned = Set([0] + table.rightAligned.map { $0 + 1 })
        table.width = width
        return table
    }

    /// The rows with the ends of their IDs alone, where those tell them apart: nobody types one here.
    private func shortened(_ rows: [[String]], at place: Int) -> [[String]] {
        let ends = rows.map { String($0[place].suffix(8)) }
        guard Set(ends).count == rows.count else { return rows }
        return zip(rows, ends).map { row, end in
            var row = row
            if row[place].count > end.count + 3 { row[place] = glyphs.ellipsis + end }
            return row
        }
    }

    private func chooseWithKeys<Row>(
        _ question: String, _ rows: [Row], _ shown: [Column<Row>], _ flag: String?
    ) async throws -> Row {
        var choice = Choice(texts: rows.map { row in shown.map { $0.cell(row) }.joined(separator: "\n") })
        var screen = ChoiceScreen(question: question, rows: rows, columns: shown, output: self)
        defer { try? screen.erase() }
        return try await console.input.readKeys { nextKey in
            while true {
                try screen.draw(&choice)
                guard let key = try await nextKey() else { throw unanswered(flag) }
                switch choice.press(key) {
                case .undecided: continue
                case .chosen(let place): return rows[place]
                case .cancelled: throw CommandError(.cancelled, "cancelled; nothing was changed")
                case .unanswered: throw unanswered(flag)
                }
            }
        }
    }

    private func chooseNumber<Row>(
        _ question: String, _ rows: [Row], _ shown: [Column<Row>], _ flag: String?
    ) async throws -> Row {
        let table = numberedTable(rows, shown, width: width(of: console.error))
        try console.error.write(Array(table.text().utf8))
        guard let answer = try await ask("\(question) [1-\(rows.count)]: "), !answer.isEmpty else {
            throw unanswered(flag)
        }
        // A name that several have chooses none of them.
        let named = rows.filter { row in
            shown.contains { ($0.field == "name" || $0.holdsIDs) && $0.cell(row) == answer }
        }
        let same = named.isEmpty ? rows.filter { shown.first?.cell($0) == answer } : named
        if same.count == 1 { return same[0] }
        guard let number = Int(answer), number >= 1, let row = rows[safely: number - 1] else {
            throw CommandError(.cancelled, "'\(answer)' is not a number from 1 to \(rows.count); nothing was changed")
        }
        return row
    }

    private func unanswered(_ flag: String?) -> CommandError { unanswered(hint: flag.map { "pass \($0)" }) }
}
