import Base

/// The state of a choice: the rows, the search text, and the current row.
///
/// It doesn't know the terminal: it takes keys, and returns the list to draw.
struct Choice {
    /// The result of a key.
    enum Step: Equatable {
        case undecided
        case chosen(Int)
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

    /// The searchable text of each row.
    private let texts: [String]

    init(texts: [String]) {
        self.texts = texts.map { $0.lowercased() }
        offered = Array(texts.indices)
    }

    /// The rows in the window.
    var window: ArraySlice<Int> { offered.dropFirst(top).prefix(height) }

    /// The row that Enter chooses; nil if nothing matches.
    var selected: Int? { offered[safely: position] }

    mutating func press(_ key: Key) -> Step {
        switch key {
        case .enter: return selected.map(Step.chosen) ?? .undecided
        case .escape: return .cancelled
        case .endOfInput: return .unanswered
        case .up: move(by: -1)
        case .down: move(by: 1)
        case .pageUp: move(by: -height)
        case .pageDown: move(by: height)
        case .home: move(by: -offered.count)
        case .end: move(by: offered.count)
        case .character(let character): type(typed + String(character))
        case .backspace: type(String(typed.dropLast()))
        case .clear: type("")
        case .other: break
        }
        return .undecided
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
        if let number = Int(text), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), texts.indices ~= number - 1 {
            offered = Array(texts.indices)
            position = number - 1
        } else {
            let wanted = text.trimmed.lowercased()
            offered = texts.indices.filter { wanted.isEmpty || texts[$0].contains(wanted) }
            position = 0
        }
        follow()
    }

    /// Scrolls the window to the current row, but not past the end of the list.
    private mutating func follow() {
        top = min(top, position, max(offered.count - height, 0))
        top = max(top, position - height + 1, 0)
    }
}
