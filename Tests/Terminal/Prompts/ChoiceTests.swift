@testable import Terminal
import Testing

@Suite("A choice")
struct ChoiceTests {
    func choice(_ texts: [String] = ["Apple red", "Lemon yellow", "Lime green"], height: Int = 10) -> Choice {
        var choice = Choice(texts: texts)
        choice.height = height
        return choice
    }

    func pressing(_ keys: [Key], _ start: Choice? = nil) -> Choice {
        var choice = start ?? self.choice()
        for key in keys { #expect(choice.press(key) == .undecided) }
        return choice
    }

    @Test("moves with the arrow keys and stays in the list")
    func moving() {
        #expect(pressing([]).selected == 0)
        #expect(pressing([.down]).selected == 1)
        #expect(pressing([.down, .down, .down, .down]).selected == 2)
        #expect(pressing([.down, .up, .up]).selected == 0)
        #expect(pressing([.end]).selected == 2)
        #expect(pressing([.end, .home]).selected == 0)
        #expect(pressing([.other]).selected == 0)
    }

    @Test("keeps the rows that contain the typed text, ignoring case")
    func finding() {
        #expect(pressing(Key.typing("LI")).offered == [2])
        #expect(pressing(Key.typing("l")).offered == [0, 1, 2])
        #expect(pressing(Key.typing("yell")).offered == [1])
        #expect(pressing(Key.typing("e ") + Key.typing("g")).offered == [2])
        #expect(pressing(Key.typing("zzz")).offered == [])
    }

    @Test("deletes typed text")
    func backspace() {
        #expect(pressing(Key.typing("li") + [.backspace]).offered == [0, 1, 2])
        #expect(pressing(Key.typing("zzz") + [.clear]).typed == "")
        #expect(pressing([.backspace, .clear]).offered == [0, 1, 2])
    }

    @Test("goes to the row of a typed number, and otherwise searches for the digits")
    func numbers() {
        let two = pressing(Key.typing("2"))
        #expect(two.selected == 1)
        #expect(two.offered == [0, 1, 2])
        let many = choice((1...30).map { "row \($0 * 100)" })
        #expect(pressing(Key.typing("12"), many).selected == 11)
        #expect(pressing(Key.typing("2700"), many).selected == 26)
        #expect(pressing(Key.typing("0")).offered == [])
        #expect(pressing(Key.typing("99999999999999999999")).offered == [])
    }

    @Test("ends with Return, Escape, or the end of input")
    func ends() {
        var choice = pressing(Key.typing("lime"))
        #expect(choice.press(.enter) == .chosen([2]))
        #expect(choice.press(.escape) == .cancelled)
        #expect(choice.press(.endOfInput) == .unanswered)
    }

    @Test("of nothing returns nothing")
    func nothing() {
        var choice = pressing(Key.typing("zzz") + [.up, .down, .pageDown, .end])
        #expect(choice.selected == nil)
        #expect(choice.press(.enter) == .undecided)
        #expect(choice.window.isEmpty)
    }

    @Test("keeps the selected row in its window, whatever is pressed", arguments: 0..<100)
    func window(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let keys: [Key] = [
            .up, .down, .pageUp, .pageDown, .home, .end, .character("1"), .character("a"), .backspace, .clear,
        ]
        var choice = choice((0..<40).map { "row \($0 % 3 == 0 ? "a" : "b")" }, height: 7)
        for _ in 0..<200 {
            _ = choice.press(keys.randomElement(using: &random) ?? .other)
            if Int.random(in: 0..<10, using: &random) == 0 { choice.height = Int.random(in: 1...20, using: &random) }
            #expect(choice.window.count == min(choice.height, choice.offered.count))
            #expect(choice.selected.map(choice.window.contains) ?? choice.offered.isEmpty)
        }
    }

    @Test("limits how much can be pasted")
    func pasted() {
        #expect(pressing(Key.typing(String(repeating: "x", count: 10_000))).typed.count == 200)
    }
}
