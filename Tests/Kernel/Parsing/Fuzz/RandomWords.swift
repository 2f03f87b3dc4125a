@testable import Kernel
@testable import OperatingSystem
import KernelTesting

/// Words that nobody would type: flags of ``Everything``, pieces of them, values, and noise.
struct RandomWords {
    private var numbers: SeededNumbers
    private let known: [String]

    init(seed: UInt64, known: [String] = RandomWords.flags) {
        numbers = SeededNumbers(seed)
        self.known = known
    }

    static let flags = [
        "--name", "--count", "--ratio", "--other", "--label", "--days", "--text", "--key", "--former", "--force",
        "--early", "--late", "--watered", "--no-watered", "--row", "--column", "--fenced", "--help", "--output",
        "--json", "--fields", "--timeout", "--no-color", "-n", "-c", "-r", "-k", "-l", "-d", "-t", "-s", "-f", "-e",
        "-w", "-x", "-o", "-h", "-fe", "-fn", "-wxc", "--no-force", "--nam",
    ]
    private static let values = [
        "", "-", "--", "---", "=", "x", "1", "-1", "0.5", "1e309", "nan", "99999999999999999999", "annual",
        "direct-sun",
        "true", "false", "json", "@", "@@", "@x", "@@x", "a,b", ",", "fern", " ", "-5", "-=", "--=", "--=x",
    ]
    private static let noise = Array(
        "abzAZ019-=_@,. \t\n\r\u{0}\u{1}\u{1B}\u{7F}\u{85}\u{A0}äéß€名🎉\u{301}\u{200D}\u{202E}\u{FEFF}\u{FFFD}\u{10FFFF}"
            .unicodeScalars)

    mutating func line() -> [String] {
        // The words that the command needs are frequent, so that the words after them are parsed.
        var line = numbers.number(below: 3) > 0 ? ["fern", "-n", "x"] : []
        for _ in 0..<numbers.number(below: 7) { line.append(word()) }
        return line
    }

    mutating func environment() -> Environment {
        guard numbers.number(below: 8) == 0 else { return Environment() }
        return Environment(variables: ["EVERY_NAME": word(), "EVERY_KEY": word()])
    }

    private mutating func word() -> String {
        switch numbers.number(below: 20) {
        case 0..<7: known[numbers.number(below: known.count)]
        case 7..<11: Self.values[numbers.number(below: Self.values.count)]
        case 11..<15: known[numbers.number(below: known.count)] + "=" + piece()
        case 15: String(known[numbers.number(below: known.count)].dropLast()) + piece()
        case 16: "-" + piece()
        case 17: String(repeating: piece(), count: numbers.number(below: 40))
        default: piece()
        }
    }

    private mutating func piece() -> String {
        if numbers.number(below: 2) == 0 { return Self.values[numbers.number(below: Self.values.count)] }
        var text = String.UnicodeScalarView()
        for _ in 0..<numbers.number(below: 9) { text.append(Self.noise[numbers.number(below: Self.noise.count)]) }
        return String(text)
    }
}
