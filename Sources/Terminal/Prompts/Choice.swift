import Base

/// The state of a choice: the rows, the search text, the current row, and the marked ones.
///
/// It doesn't know the terminal: it takes keys, and returns the list to draw.
struct Choice {
    /// The result of a key.
    enum Step: Equatable {
        case undecided
        case chosen([Int])
        case cancelled
        case unanswered
    }

    /// The search text.
    private(set) var typed = ""
    /// The indices of the rows that match the search text.
    private(set) var offered: [Int]
    /// The index among the matches that Enter chooses.
    private(set) var position = 0
    /// The first match in the window.
    private(set) var top = 0
    /// The number of rows in the window.
    var height = 1 { didSet { follow() } }

    /// Whether any number of rows can be marked and chosen together.
    let takesSeveral: Bool
    /// The marked rows.
    private(set) var marked: Set<Int> = []

    /// The searchable text of each row.
    private let texts: [String]

    init(texts: [String], takesSeveral: Bool = false) {
        self.texts = texts.map { $0.lowercased() }
        self.takesSeveral = takesSeveral
        offered = Array(texts.indices)
    }

    /// The rows in the window.
    var window: ArraySlice<Int> { offered.dropFirst(top).prefix(height) }

    /// The row that Enter chooses; nil if nothing matches.
    var selected: Int? { offered[safely: position] }

    mutating func press(_ key: Key) -> Step {
        switch key {
        case .enter: return decision
        case .escape: return .cancelled
        case .endOfInput: return .unanswered
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .pageUp: move(by: -height)
        case .pageDown: move(by: height)
        case .home: move(by: -offered.count)
        case .end: move(by: offered.count)
        case .character(let character) where takesSeveral && marks(with: character): break
        case .character(let character): type(typed + String(character))
        case .backspace: type(String(typed.dropLast()))
        case .clear: type("")
        case .other: break
        }
        return .undecided
    }

    /// The result of Enter: for several, only the marked rows, never one that the pointer happens to be on.
    private var decision: Step {
        let rows = takesSeveral ? marked.sorted() : selected.map { [$0] } ?? []
        return rows.isEmpty ? .undecided : .chosen(rows)
    }

    /// Marks or unmarks rows if the character does that: a space, or `a` if no search has started.
    private mutating func marks(with character: Character) -> Bool {
        switch character {
        case " ": toggle(selected.map { [$0] } ?? [])
        case "a" where typed.isEmpty: toggle(offered)
        default: return false
        }
        return true
    }

    private mutating func toggle(_ rows: [Int]) {
        if marked.isSuperset(of: rows) { marked.subtract(rows) } else { marked.formUnion(rows) }
        // The next number is another row's.
        if number(typed) != nil { typed = "" }
    }

    private mutating func move(by steps: Int) {
        position = min(max(position + steps, 0), max(offered.count - 1, 0))
        follow()
    }

    /// A row number moves to that row; any other text filters the rows.
    private mutating func type(_ text: String) {
        // Nobody types more; pasting a file must not take forever.
        guard text.count <= 200 else { return }
        typed = text
        if let number = number(text) {
            offered = Array(texts.indices)
            position = number - 1
        } else {
            let wanted = searched(text).trimmed.lowercased()
            offered = texts.indices.filter { wanted.isEmpty || texts[$0].contains(wanted) }
            position = 0
        }
        follow()
    }

    /// The row number that a text is.
    private func number(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text) else { return nil }
        return texts.indices ~= number - 1 ? number : nil
    }

    /// Returns the text to search for: the part after a slash, so that a search can start with `a`, which marks all.
    private func searched(_ text: String) -> String {
        takesSeveral && text.hasPrefix("/") ? String(text.dropFirst()) : text
    }

    /// Scrolls the window to the current row, but not past the end of the list.
    private mutating func follow() {
        top = min(top, position, max(offered.count - height, 0))
        top = max(top, position - height + 1, 0)
    }
}
