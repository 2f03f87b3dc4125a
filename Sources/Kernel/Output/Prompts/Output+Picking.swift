/// Things of which a person names one, by its ID or its name.
///
/// ```swift
/// let beds = Candidates("bed", beds, id: \.id, name: \.name, columns: Bed.columns, listCommand: "garden bed list")
/// let bed = try await context.output.pick(word, from: beds)
/// ```
package struct Candidates<Row: Sendable>: Sendable {
    /// What one is called, as in "no bed is named 'x'".
    package var noun: String
    package var rows: [Row]
    /// Where they are, as in " in the garden g1"; empty where that goes without saying.
    package var place = ""
    /// What became of the rest when none is found, as in "; nothing was changed".
    package var consequence = ""
    package var columns: [Column<Row>]
    /// What to pass so that nobody is asked, such as `PLANT_ID or --name`.
    package var flag: String?
    /// The command that lists them.
    package var listCommand: String
    package var id: @Sendable (Row) -> String
    package var name: @Sendable (Row) -> String

    package init(
        _ noun: String, _ rows: [Row], place: String = "", consequence: String = "", columns: [Column<Row>],
        flag: String? = nil, listCommand: String, id: @escaping @Sendable (Row) -> String,
        name: @escaping @Sendable (Row) -> String
    ) {
        self.noun = noun
        self.rows = rows
        self.place = place
        self.consequence = consequence
        self.columns = columns
        self.flag = flag
        self.listCommand = listCommand
        self.id = id
        self.name = name
    }
}

extension Output {
    /// The one that a word names by its ID, in any case, or by its name; without a word, the choice of the person.
    ///
    /// - Throws: ``CommandError`` where none or several have the name, or nobody can be asked.
    package func pick<Row>(_ word: String?, from candidates: Candidates<Row>) async throws -> Row {
        guard let word else { return try await choose(from: candidates) }
        if let one = candidates.rows.first(where: { candidates.id($0) == word.lowercased() }) { return one }
        return try await pick(named: word, from: candidates)
    }

    /// The one that has a name.
    ///
    /// - Throws: ``CommandError`` where none has it, or several have and nobody can be asked.
    package func pick<Row>(named name: String, from candidates: Candidates<Row>) async throws -> Row {
        var namesakes = candidates
        namesakes.rows = candidates.rows.filter { candidates.name($0) == name }
        guard let first = namesakes.rows.first else { throw missing(name, candidates) }
        if namesakes.rows.count == 1 { return first }
        if canChoose { return try await choose(from: namesakes) }
        let ids = namesakes.rows.map(candidates.id).joined(separator: ", ")
        throw CommandError(
            .notFound,
            "\(namesakes.rows.count) \(candidates.noun)s are named '\(name)': \(ids)\(candidates.consequence)",
            hint: "name one of them by its ID")
    }

    /// The choice of the person at the terminal.
    package func choose<Row>(from candidates: Candidates<Row>) async throws -> Row {
        guard canChoose else {
            throw CommandError.usage(
                "no \(candidates.noun) is named",
                hint: (candidates.flag.map { "pass \($0); " } ?? "") + "\(candidates.listCommand) shows all of them")
        }
        guard !candidates.rows.isEmpty else {
            throw CommandError(.notFound, "there are no \(candidates.noun)s\(candidates.place) to choose from")
        }
        let question = candidates.noun.prefix(1).uppercased() + candidates.noun.dropFirst()
        return try await choose(question, from: candidates.rows, columns: candidates.columns, flag: candidates.flag)
    }

    private func missing<Row>(_ name: String, _ candidates: Candidates<Row>) -> CommandError {
        let nearest = Suggestion.nearest(to: name, among: candidates.rows.map(candidates.name))
        return CommandError(
            .notFound, "no \(candidates.noun)\(candidates.place) is named '\(name)'\(candidates.consequence)",
            hint: nearest.map { "did you mean '\($0)'?" } ?? candidates.listCommand)
    }
}
