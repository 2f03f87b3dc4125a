import Base

extension Output {
    /// Asks the user to choose one of several rows, and returns it.
    ///
    /// A terminal that can move its cursor shows a list to navigate with arrow keys; typing a row's number moves to
    /// it, and typing anything else filters the rows. Otherwise the rows are shown as a table, and a prompt asks for a
    /// number.
    /// - Parameters:
    ///   - question: What to choose, in one or two words.
    ///   - rows: The rows to choose from.
    ///   - columns: The fields to show; `name`, or else the first one, identifies the chosen row afterwards.
    ///   - flag: What to pass to skip the question, such as `PLANT_ID or --name`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if nothing is chosen.
    public func choose<Row>(
        _ question: String, from rows: [Row], columns: [Column<Row>], flag: String? = nil
    ) async throws -> Row {
        let question = RowQuestion(question, rows, columns, flag)
        return rows[try await answer(to: question)[0]]
    }

    /// Asks the user to choose one or more rows, and returns them in the order of the list.
    ///
    /// A terminal that can move its cursor shows the same list as ``choose(_:from:columns:flag:)``: space marks a row,
    /// `a` marks all, and typing anything else filters the rows. To filter by text that begins with `a`, type a slash
    /// first. Otherwise a prompt asks for the rows' numbers, such as `1,3-5` or `all`.
    ///
    /// ```swift
    /// let beds = try await context.output.chooseSeveral("Beds to water", from: beds, columns: Bed.columns, flag: "BED")
    /// ```
    /// - Parameters:
    ///   - question: What to choose, in a few words.
    ///   - rows: The rows to choose from.
    ///   - columns: The fields to show; `name`, or else the first one, identifies the chosen rows afterwards.
    ///   - flag: What to pass to skip the question, such as `PLANT_ID…`.
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if nothing is chosen.
    public func chooseSeveral<Row>(
        _ question: String, from rows: [Row], columns: [Column<Row>], flag: String? = nil
    ) async throws -> [Row] {
        let question = RowQuestion(question, rows, columns, flag, takesSeveral: true)
        return try await answer(to: question).map { rows[$0] }
    }

    /// Whether the user can be asked to choose: someone is there to answer, and prompts aren't disabled.
    public var canChoose: Bool {
        console.isInteractive && !options.neverAsks && (console.interviewer != nil || silencingVariable == nil)
    }

    /// Whether that person uses the terminal, so that a question may cost a request.
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

    /// Returns the rows with only the ends of their IDs if those are unique: nobody types one here.
    private func shortened(_ rows: [[String]], at place: Int) -> [[String]] {
        let ends = rows.map { String($0[place].suffix(8)) }
        guard Set(ends).count == rows.count else { return rows }
        return zip(rows, ends).map { row, end in
            var row = row
            if row[place].count > end.count + 3 { row[place] = glyphs.ellipsis + end }
            return row
        }
    }

    /// Asks, and returns the indices of the rows that were chosen: at least one, and exactly one if only one can be.
    private func answer<Row>(to question: RowQuestion<Row>) async throws -> [Int] {
        try refuseWithoutInput(question.words, question.flag)
        if let interviewer = console.interviewer {
            let options = question.rows.map { question.cells($0).filter { !$0.isEmpty }.joined(separator: " · ") }
            guard question.takesSeveral else { return [try await interviewer.choose(question.words, from: options)] }
            return try await interviewer.chooseSeveral(question.words, from: options)
        }
        guard console.isInteractive, console.input.givesKeys, redraws, !question.rows.isEmpty else {
            return try await numbers(answering: question)
        }
        let chosen = try await keys(answering: question)
        tell(question.answered(chosen))
        return chosen
    }

    private func keys<Row>(answering question: RowQuestion<Row>) async throws -> [Int] {
        var choice = Choice(
            texts: question.rows.map { question.cells($0).joined(separator: "\n") },
            takesSeveral: question.takesSeveral)
        var screen = ChoiceScreen(question, output: self)
        defer { try? screen.erase() }
        return try await console.input.readKeys { nextKey in
            while true {
                try screen.draw(&choice)
                guard let key = try await nextKey() else { throw unanswered(question.flag) }
                switch choice.press(key) {
                case .undecided: continue
                case .chosen(let rows): return rows
                case .cancelled: throw CommandError(.cancelled, "canceled; nothing was changed")
                case .unanswered: throw unanswered(question.flag)
                }
            }
        }
    }

    private func numbers<Row>(answering question: RowQuestion<Row>) async throws -> [Int] {
        let table = numberedTable(question.rows, question.columns, width: width(of: console.error))
        try console.error.write(Array(table.text().utf8))
        guard let answer = try await ask(question.prompt), !answer.isEmpty else { throw unanswered(question.flag) }
        return try question.rows(in: answer)
    }

    private func unanswered(_ flag: String?) -> CommandError { unanswered(hint: flag.map { "pass \($0)" }) }
}
