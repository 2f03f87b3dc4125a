@testable import Kernel
import KernelTesting

/// Values of ``Everything``, each with an equivalent line of words.
struct RandomEverything {
    private var numbers: SeededNumbers
    private var options: [[String]] = []

    init(seed: UInt64) { numbers = SeededNumbers(seed) }

    private static let texts = "ab -=_@,.\t\n\u{0}\u{1B}é名🎉\u{301}"

    mutating func next() -> (value: Everything, line: [String]) {
        var value = Everything()
        options = []
        // One of the arguments that a rule requires is always there.
        value.name = text()
        add("name", "n", value.name ?? "")
        numbersAndKinds(&value)
        texts(&value)
        flags(&value)
        let plain = plainWords(&value)
        return (value, line(plain))
    }

    private mutating func numbersAndKinds(_ value: inout Everything) {
        if chance() { value.count = numbers.number(below: 1001) }
        if let count = value.count { add("count", "c", "\(count)") }
        if chance() {
            value.ratio = Double.random(in: -1.5...1.5, using: &numbers)
            add("ratio", "r", value.ratio.argument)
        }
        if chance() {
            value.other = Everything.Kind.allCases[numbers.number(below: 3)]
            add("other", "k", value.other.argument)
        }
        for _ in 0..<numbers.number(below: 3) {
            value.days.append(Int.random(in: .min ... .max, using: &numbers))
            add("days", "d", value.days.last?.argument ?? "")
        }
        guard chance() else { return }
        let (row, column) = (numbers.number(below: 19) - 9, Double(numbers.number(below: 9)) / 8)
        (value.bed.row, value.bed.column) = (row, column)
        options += [["--row=\(row)"], ["--column", column.argument]]
    }

    private mutating func texts(_ value: inout Everything) {
        // The order of a repeated option matters, so its words stay together.
        var labels: [String] = []
        for _ in 0..<numbers.number(below: 3) {
            value.labels.append(text())
            labels.append("--label=\(value.labels.last ?? "")")
        }
        options.append(labels)
        if chance() {
            value.text = writable(text())
            add("text", "t", escaped(value.text ?? ""))
        }
        if chance() {
            value.former = text()
            options.append(["--former=\(value.former ?? "")"])
        }
    }

    private mutating func flags(_ value: inout Everything) {
        if chance() {
            value.force = true
            options.append([["--force", "-f", "--force=true", "-f=1"][numbers.number(below: 4)]])
        }
        if chance() {
            value.watered = false
            options.append([["--no-watered", "--watered=false", "-w=F"][numbers.number(below: 3)]])
        }
        switch numbers.number(below: 4) {
        case 0:
            value.early = true
            value.bed.fenced = true
            options.append(["-ex"])
        case 1:
            value.late = true
            options.append(["--late"])
        default: break
        }
    }

    private mutating func plainWords(_ value: inout Everything) -> [String] {
        value.plant = numbers.word(of: "abcXYZ019-_", 1...9)
        if value.plant.hasPrefix("-") { value.plant = "p" + value.plant }
        guard chance() else { return [value.plant] }
        let kind = Everything.Kind.allCases[numbers.number(below: 3)]
        value.kind = kind
        for _ in 0..<numbers.number(below: 4) { value.notes.append(writable(text())) }
        return [value.plant, kind.argument] + value.notes.map(escaped)
    }

    /// The options in any order, mixed with the plain words in their order, or those after two dashes.
    private mutating func line(_ plain: [String]) -> [String] {
        var parts = options.filter { $0 != [] }
        // Words of one repeated option keep their order only if they are not moved past each other.
        let days = parts.filter { $0[0].hasPrefix("--days") || $0[0].hasPrefix("-d") }
        parts = parts.filter { !days.contains($0) }.shuffled(using: &numbers) + days
        if plain.contains(where: { $0.utf8.first == UInt8(ascii: "-") }) || chance() {
            return parts.flatMap(\.self) + ["--"] + plain
        }
        var place = 0
        for word in plain {
            place = Int.random(in: place...parts.count, using: &numbers)
            parts.insert([word], at: place)
            place += 1
        }
        return parts.flatMap(\.self)
    }

    /// Writes an option in one of the ways that suit its value.
    private mutating func add(_ name: String, _ short: Character, _ value: String) {
        var ways = [["--\(name)=\(value)"], ["-\(short)=\(value)"]]
        if value.utf8.first != UInt8(ascii: "-") { ways += [["--\(name)", value], ["-\(short)", value]] }
        if !value.isEmpty, value.utf8.first != UInt8(ascii: "=") { ways.append(["-\(short)\(value)"]) }
        options.append(ways[numbers.number(below: ways.count)])
    }

    private mutating func text() -> String { numbers.word(of: Self.texts, 0...8) }
    private mutating func chance() -> Bool { numbers.number(below: 2) == 0 }

    /// A text that fits in a word: a dash alone means stdin.
    private func writable(_ text: String) -> String { text == "-" ? "dash" : text }
    private func escaped(_ text: String) -> String { text.utf8.first == UInt8(ascii: "@") ? "@\(text)" : text }
}
