/// Finds what a person may have meant by words that name no command: one that lives elsewhere, or a slip of the finger.
///
/// It walks the whole tree, so it runs only where there is an error to explain.
struct CommandSearch {
    let registry: Registry
    /// The word that people type first, for lines that they can copy.
    let program: String

    private static let most = 3

    /// What to type instead, as a question, or nil where nothing is near.
    ///
    /// - Parameters:
    ///   - words: The word that names nothing, and the plain words after it.
    ///   - path: The groups that were found before it.
    func hint(for words: [String], below path: [String]) -> String? {
        guard let word = words.first else { return nil }
        let places = registry.shownPlaces()
        if let hint = question(found(words, below: path, places)) { return hint }
        let names = registry.shownEntries(below: path).flatMap { [$0.name] + $0.aliases }
        if let name = Suggestion.nearest(to: word, among: names) { return question([path + [name]]) }
        let everywhere = Set(places.compactMap { $0.last?.name }).sorted()
        return Suggestion.nearest(to: word, among: everywhere).flatMap { question(found([$0], below: path, places)) }
    }

    /// The places whose paths hold the words in their order and end with one of them.
    ///
    /// As many words as possible are to be found, for the last may be arguments; the groups before them may be wrong.
    private func found(
        _ words: [String], below path: [String], _ places: [[Registry.Entry]]
    ) -> [[Registry.Entry]] {
        for groups in path.isEmpty ? [[]] : [path, []] {
            for count in stride(from: min(words.count, 5), to: 0, by: -1) {
                let wanted = groups + words.prefix(count)
                let found = places.filter { $0.leads(through: wanted) }
                if !found.isEmpty { return found }
            }
        }
        return []
    }

    private func question(_ places: [[Registry.Entry]]) -> String? { question(places.map { $0.map(\.name) }) }

    private func question(_ paths: [[String]]) -> String? {
        guard !paths.isEmpty else { return nil }
        let lines = paths.prefix(Self.most).map { path in
            "'\(([program] + path).filter { !$0.isEmpty }.joined(separator: " "))'"
        }
        guard paths.count > Self.most else { return "did you mean \(lines.joined(last: "or"))?" }
        return "did you mean \(lines.joined(separator: ", ")) or one of \(paths.count - Self.most) more?"
    }
}

extension [Registry.Entry] {
    /// Whether the words, in their order, are names on the way to the last entry, which the last word names.
    fileprivate func leads(through words: [String]) -> Bool {
        guard let last = words.last, self.last?.answers(to: last) == true else { return false }
        var rest = words.dropLast()
        for entry in dropLast() {
            if let word = rest.first, entry.answers(to: word) { rest.removeFirst() }
        }
        return rest.isEmpty
    }
}
