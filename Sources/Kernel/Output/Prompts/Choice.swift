/// What a person is choosing: the rows, what was typed to find one, and where they stand.
///
/// It knows no terminal: keys go in, and the list that is drawn comes out.
struct Choice {
    /// What a key led to.
    enum Step: Equatable {
        case undecided
        case chosen(Int)
        case cancelled
        case unanswered
    }

    /// What was typed so far.
    private(set) var typed = ""
    /// The rows that go with what was typed, by their places.
    private(set) var offered: [Int]
    /// Which of those Enter chooses.
    private(set) var position = 0
    /// The first of those that is in the window.
    private(set) var top = 0
    /// How many rows the window holds.
    var height = 1 { didSet { follow() } }

    /// The text of each row that what is typed is looked for in.
    private let texts: [String]

    init(texts: [String]) {
        self.texts = texts.map { $0.lowercased() }
        offered = Array(texts.indices)
    }

    /// The rows in the window.
    var window: ArraySlice<Int> { offered.dropFirst(top).prefix(height) }

    /// The row that Enter chooses; nil where nothing goes with what was typed.
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

    /// A number of the list goes to its row; any other text leaves the rows that have it.
    private mutating func type(_ text: String) {
        // Nobody types more; pasting a file must not take for ever.
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

    /// Moves the window to where the person stands, and no further than the list goes.
    private mutating func follow() {
        top = min(top, position, max(offered.count - height, 0))
        top = max(top, position - height + 1, 0)
    }
}
