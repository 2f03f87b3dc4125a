import Foundation
import KernelTesting

/// Ways to corrupt a valid answer.
struct AnswerMutation {
    private var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed) }

    /// Replacements for a value.
    private static let strange = [
        "null", "true", "-1", "0", "1e999", "1000000000000", "123456789012345678901234567890", "\"\"", "\"x\"", "[]",
        "{}",
        "[null]", "{\"a\": [1, {\"b\": null}]}", "NaN", "\"\\ud800\"", "\"\\uZZZZ\"", "\"\u{0}\"", "",
        String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
        String(repeating: "{\"a\":", count: 2_000), String(repeating: "9", count: 5_000),
    ]

    mutating func spoil(_ body: String) -> Data {
        var bytes = Array(body.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &numbers) { spoil(&bytes) }
        return Data(bytes)
    }

    private mutating func spoil(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &numbers)
        switch Int.random(in: 0..<9, using: &numbers) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        case 2: bytes.removeLast(bytes.count - place)
        case 3: bytes.insert(contentsOf: noise(), at: place)
        case 4: bytes += noise()
        case 5: bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
        case 6: bytes.remove(at: place)
        default: replaceValue(after: place, in: &bytes)
        }
    }

    private mutating func noise() -> [UInt8] {
        (0..<Int.random(in: 1...20, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }

    /// Replaces the next member's value with something strange, or adds a second member with its name before it.
    private mutating func replaceValue(after place: Int, in bytes: inout [UInt8]) {
        guard let start = bytes[place...].firstRange(of: Array("\": ".utf8))?.upperBound else { return }
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? bytes.count
        let value = Self.strange.randomElement(using: &numbers) ?? "null"
        bytes.replaceSubrange(start..<end, with: value.utf8)
    }
}
