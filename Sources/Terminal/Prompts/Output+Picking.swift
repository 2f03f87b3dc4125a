import Base

/// Items of which the user selects one, by its ID or its name.
///
/// ```swift
/// let beds = Candidates("bed", beds, id: \.id, name: \.name, columns: Bed.columns, listCommand: .command("bed list"))
/// let bed = try await context.output.pick(word, from: beds)
/// ```
package struct Candidates<Row: Sendable>: Sendable {
    /// The noun for one, as in "no bed is named 'x'".
    package var noun: String
    package var rows: [Row]
    /// What the one is for, as in "to water"; empty if that goes without saying.
    package var purpose = ""
    /// Where they are, as in " in the garden g1"; empty if that goes without saying.
    package var place = ""
    /// What happened to everything else if none is found, as in "; nothing was changed".
    package var consequence = ""
    package var columns: [Column<Row>]
    /// What to pass to skip the question, such as `PLANT_ID or --name`.
    package var flag: String?
    /// The command that lists them.
    package var listCommand: Hint
    package var id: @Sendable (Row) -> String
    package var name: @Sendable (Row) -> String
    /// Returns whether a word can only be an ID; any other word is tried as a name first.
    package var isID: @Sendable (String) -> Bool

    package init(
        _ noun: String, _ rows: [Row], place: String = "", consequence: String = "", columns: [Column<Row>],
        flag: String? = nil, listCommand: Hint, id: @escaping @Sendable (Row) -> String,
        name: @escaping @Sendable (Row) -> String, isID: @escaping @Sendable (String) -> Bool = { _ in false }
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
        self.isID = isID
    }

    /// The same items, with what the one is for, as in "to water".
    package func meant(_ purpose: String) -> Candidates {
        var meant = self
        meant.purpose = purpose
        return meant
    }
}

extension Candidates {
    /// The hint about how to select one if nobody can be asked.
    fileprivate var choice: Hint {
        guard let flag else { return "name one from '\(listCommand)'" }
        return ("pass \(flag) from '\(listCommand)'" as Hint).otherwise("pass \(flag)")
    }

    /// The words of the question for one or several of them.
    fileprivate func question(_ noun: String) -> String {
        let words = noun.prefix(1).uppercased() + noun.dropFirst()
        return purpose.isEmpty ? words : "\(words) \(purpose)"
    }
}

extension Output {
    /// Returns the item with a name, or else with an ID in any case; without a word, the user chooses.
    ///
    /// - Throws: ``CommandError`` if no item or several items have the name, or nobody can be asked.
    package func pick<Row>(_ word: String?, from candidates: Candidates<Row>) async throws -> Row {
        guard let word else { return try await choose(from: candidates) }
        let isName = !candidates.isID(word) && candidates.rows.contains { candidates.name($0) == word }
        if !isName, let one = candidates.rows.first(where: { candidates.id($0) == word.lowercased() }) { return one }
        return try await pick(named: word, from: candidates)
    }

    /// Returns the item with a name.
    ///
    /// - Throws: ``CommandError`` if no item has the name, or if several have it and nobody can be asked.
    package func pick<Row>(named name: String, from candidates: Candidates<Row>) async throws -> Row {
        var namesakes = candidates
        namesakes.rows = candidates.rows.filter { candidates.name($0) == name }
        guard let first = namesakes.rows.first else { throw missing(name, candidates) }
        if namesakes.rows.count == 1 { return first }
        if canChoose {
            // The question says at least why there is one.
            if namesakes.purpose.isEmpty { namesakes.purpose = "named '\(name.shortened)'" }
            return try await choose(from: namesakes)
        }
        let ids = namesakes.rows.map(candidates.id).joined(separator: ", ")
        throw CommandError(
            .notFound,
            "\(namesakes.rows.count) \(candidates.noun)s are named '\(name.shortened)': \(ids)\(candidates.consequence)",
            hint: "name one of them by its ID")
    }

    /// Lets the user choose at the terminal.
    package func choose<Row>(from candidates: Candidates<Row>) async throws -> Row {
        try requireChoice(candidates)
        return try await choose(
            candidates.question(candidates.noun), from: candidates.rows, columns: candidates.columns,
            flag: candidates.flag)
    }

    /// Lets the user choose any number of them at the terminal, but at least one.
    package func chooseSeveral<Row>(from candidates: Candidates<Row>) async throws -> [Row] {
        try requireChoice(candidates)
        return try await chooseSeveral(
            candidates.question("\(candidates.noun)s"), from: candidates.rows, columns: candidates.columns,
            flag: candidates.flag)
    }

    private func requireChoice<Row>(_ candidates: Candidates<Row>) throws {
        guard canChoose else {
            throw CommandError.usage("no \(candidates.noun) is named", hint: candidates.choice)
        }
        guard !candidates.rows.isEmpty else {
            throw CommandError(.notFound, "there are no \(candidates.noun)s\(candidates.place) to choose from")
        }
    }

    private func missing<Row>(_ name: String, _ candidates: Candidates<Row>) -> CommandError {
        let nearest = Suggestion.nearest(to: name, among: candidates.rows.map(candidates.name))
        return CommandError(
            .notFound, "no \(candidates.noun)\(candidates.place) is named '\(name.shortened)'\(candidates.consequence)",
            hint: nearest.map { "did you mean '\($0)'?" } ?? candidates.listCommand)
    }
}
