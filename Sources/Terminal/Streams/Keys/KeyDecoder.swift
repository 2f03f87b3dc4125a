import Base

/// Decodes keys from the bytes that a terminal sends.
struct KeyDecoder {
    private var pending: [UInt8] = []

    /// Whether the bytes so far may be the start of a key: an escape on its own, or half a character.
    var isWaiting: Bool { !pending.isEmpty }

    /// The bytes that weren't decoded yet.
    var rest: [UInt8] { pending }

    /// Adds bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) { pending += bytes }

    /// Returns the next whole key; nil until more bytes come.
    ///
    /// - Parameter isLast: Whether no more bytes come for now, so that the available ones make up the key.
    mutating func next(isLast: Bool = false) -> Key? {
        guard let first = pending.first else { return nil }
        let (length, key) = first == 0x1B ? escapeSequence() : plain(first)
        if let length {
            pending.removeFirst(length)
            return key
        }
        guard isLast else { return nil }
        defer { pending = [] }
        return pending.count == 1 && first == 0x1B ? .escape : .other
    }

    /// Decodes a key of one byte, or a character of up to four; without a length if bytes are missing.
    private func plain(_ first: UInt8) -> (Int?, Key) {
        switch first {
        case 0x0A, 0x0D: (1, .enter)
        case 0x7F, 0x08: (1, .backspace)
        case 0x15: (1, .clear)
        case 0x04: (1, .endOfInput)
        case 0x10: (1, .up)
        case 0x0E: (1, .down)
        case 0x01: (1, .home)
        case 0x05: (1, .end)
        case 0x00..<0x20: (1, .other)
        default: character(first)
        }
    }

    private func character(_ first: UInt8) -> (Int?, Key) {
        let length: Int
        switch first {
        case ..<0x80: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return (1, .other)
        }
        guard pending.count >= length else { return (nil, .other) }
        guard let text = String(validating: pending[..<length], as: UTF8.self), let character = text.first,
            !VisibleText.isUnsafe(character)
        else { return (1, .other) }
        return (length, .character(character))
    }

    /// Decodes `ESC [ … letter` and `ESC O letter`; without a length if the end is missing.
    private func escapeSequence() -> (Int?, Key) {
        guard pending.count > 1 else { return (nil, .other) }
        switch pending[1] {
        case UInt8(ascii: "["):
            guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
                return (nil, .other)
            }
            return (end + 1, Self.named[String(decoding: pending[2...end], as: UTF8.self)] ?? .other)
        case UInt8(ascii: "O"):
            guard pending.count > 2 else { return (nil, .other) }
            return (3, Self.named[String(decoding: [pending[2]], as: UTF8.self)] ?? .other)
        case 0x1B: return (1, .escape)
        default: return (2, .other)
        }
    }

    private static let named: [String: Key] = [
        "A": .up, "B": .down, "H": .home, "F": .end, "5~": .pageUp, "6~": .pageDown, "1~": .home, "7~": .home,
        "4~": .end, "8~": .end,
    ]
}

extension VisibleText {
    fileprivate static func isUnsafe(_ character: Character) -> Bool {
        character.unicodeScalars.contains(where: isUnsafe)
    }
}
