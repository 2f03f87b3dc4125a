extension Output {
    /// Lets a person choose one of several rows.
    ///
    /// On a terminal that can move its cursor, it is a list to move in with arrow keys; typing a row's number goes to
    /// it, and typing anything else finds the rows that have it. Elsewhere it is a table whose number is asked for.
    /// - Parameters:
    ///   - question: What is chosen, as one word or two.
    ///   - rows: What there is to choose from.
    ///   - columns: Their fields; the one called `name`, or else the first, tells afterwards what was chosen.
    ///   - flag: What to pass so that nothing is asked, such as `PLANT_ID or --name`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` when nothing is chosen.
    public func choose<Row>(
        _ question: String, from rows: [Row], columns: [Column<Row>], flag: String? = nil
    ) async throws -> Row {
        try refuseWithoutInput(question, flag)
        let shown = columns.filter { $0.shown == .always }
        let isDumb = environment["TERM"] == "dumb"
        guard console.isInteractive, console.input.givesKeys, !isDumb, !rows.isEmpty else {
            return try await chooseNumber(question, rows, shown, flag)
        }
        let row = try await chooseWithKeys(question, rows, shown, flag)
        let name = shown.first { $0.field == "name" } ?? shown.first
        console.tell(VisibleText.escaping("\(question): \(name?.cell(row) ?? "")"))
        return row
    }

    /// Whether a person can be asked.
    public var canChoose: Bool { console.isInteractive && !options.noInput }

    /// The rows with their numbers before them.
    func numberedTable<Row>(_ rows: [Row], _ shown: [Column<Row>], width: Int?) -> TableWriter {
        var table = table(rows, shown, on: console.error)
        table.headings = ["#"] + shown.map(\.heading)
        table.rows = zip(1..., table.rows).map { ["\($0)"] + $1 }
        table.rightAligned = Set([0] + table.rightAligned.map { $0 + 1 })
        table.width = width
        return table
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
        let table = numberedTable(rows, shown, width: console.error.columns)
        try console.error.write(Array(table.text().utf8))
        guard let answer = try await ask("\(question) [1-\(rows.count)]: "), !answer.isEmpty else {
            throw unanswered(flag)
        }
        guard let number = Int(answer), number >= 1, let row = rows[safely: number - 1] else {
            throw CommandError(.cancelled, "'\(answer)' is not a number from 1 to \(rows.count); nothing was changed")
        }
        return row
    }

    private func unanswered(_ flag: String?) -> CommandError { unanswered(hint: flag.map { "pass \($0)" }) }
}
