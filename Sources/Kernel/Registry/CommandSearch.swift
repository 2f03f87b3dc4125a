import Base

/// Suggests a command for words that name none: one in another place, or the closest known name.
///
/// It walks the whole tree, so it runs only if there is an error to explain.
struct CommandSearch {
    let registry: Registry

    private static let most = 3

    /// Returns what to type instead, as a question, or nil if nothing is close.
    ///
    /// - Parameters:
    ///   - words: The word that names nothing, and the positional words after it.
    ///   - path: The groups that were found before it.
    func hint(for words: [String], below path: [String]) -> Hint? {
        guard let word = words.first else { return nil }
        let meant = CommandSynonyms.names(for: word)
        let here = registry.shownEntries(below: path)
        if let name = meant.first(where: { name in here.contains { $0.name == name } }) {
            return question([path + [name]])
        }
        let places = registry.shownPlaces()
        if let hint = question(found(words, below: path, places)) { return hint }
        // A synonym isn't a typing error: the closest name may do something that nobody asked for.
        guard meant.isEmpty else { return nil }
        let names = here.flatMap { [$0.name] + $0.aliases.filter { $0.count > 2 } }
        if let name = Suggestion.nearest(to: word, among: names) { return question([path + [name]]) }
        let everywhere = Set(places.compactMap { $0.last?.name }).sorted()
        return Suggestion.nearest(to: word, among: everywhere).flatMap { question(found([$0], below: path, places)) }
    }

    /// Returns the places whose paths contain the words, or their synonyms, in order and end with one of them.
    ///
    /// As many words as possible have to match, because the last ones may be arguments; the groups before them may be
    /// wrong, and a verb may come before its noun.
    private func found(
        _ words: [String], below path: [String], _ places: [[Registry.Entry]]
    ) -> [[Registry.Entry]] {
        for groups in path.isEmpty ? [[]] : [path, []] {
            for count in stride(from: min(words.count, 5), to: 0, by: -1) {
                for reading in Self.readings(of: words.prefix(count)) {
                    for wanted in Self.orders(of: reading).map({ groups + $0 }) {
                        let found = places.filter { $0.leads(through: wanted) }
                        guard let least = found.map(\.count).min() else { continue }
                        // The whole path, or several words of one: what lies deeper was not meant.
                        let isEnough = least == wanted.count || wanted.count > 1
                        return isEnough ? found.filter { $0.count == least } : found
                    }
                }
            }
        }
        return []
    }

    /// Returns the words as they are, and in every other order if there are few.
    private static func orders(of words: [String]) -> [[String]] {
        guard words.count > 1 else { return [words] }
        guard words.count < 4 else { return [words, Array(words.dropFirst() + words.prefix(1))] }
        return words.indices.flatMap { place in
            var others = words
            let first = others.remove(at: place)
            return orders(of: others).map { [first] + $0 }
        }
    }

    /// Returns the words as they are, and with synonyms replaced by command names, the likeliest first.
    private static func readings(of words: ArraySlice<String>) -> [[String]] {
        [Array(words)]
            + words.indices.flatMap { place in
                CommandSynonyms.names(for: words[place], beside: words.filter { $0 != words[place] }).map { name in
                    var reading = words
                    reading[place] = name
                    return Array(reading)
                }
            }
    }

    private func question(_ places: [[Registry.Entry]]) -> Hint? { question(places.map { $0.map(\.name) }) }

    private func question(_ paths: [[String]]) -> Hint? {
        guard !paths.isEmpty else { return nil }
        let shown = paths.prefix(Self.most)
        let rest = paths.count - shown.count
        var lines: Hint = "did you mean"
        for (index, path) in shown.enumerated() {
            let isLast = index > 0 && index == shown.count - 1 && rest == 0
            let joint = index == 0 ? " " : isLast ? " or " : ", "
            lines = "\(lines)\(joint)'\(Hint.command(path))'"
        }
        return rest > 0 ? "\(lines) or one of \(rest) more?" : "\(lines)?"
    }
}

extension [Registry.Entry] {
    /// Returns whether the words, in their order, are names on the way to the last entry, which the last word names.
    fileprivate func leads(through words: [String]) -> Bool {
        guard let last = words.last, self.last?.answers(to: last) == true else { return false }
        var rest = words.dropLast()
        for entry in dropLast() {
            if let word = rest.first, entry.answers(to: word) { rest.removeFirst() }
        }
        return rest.isEmpty
    }
}
