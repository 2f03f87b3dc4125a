#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Valid JSON, made from an answer that may be malformed.
///
/// Everything readable is kept: bytes that are not UTF-8, unpaired surrogates, and unknown escapes become one
/// replacement character each; words that are not JSON become `null`; text after the document is dropped. A
/// truncated document keeps everything up to its last complete value.
struct RepairedJSON {
    /// The valid document; empty if there is none.
    private(set) var bytes: [UInt8] = []
    /// Whether the document was complete.
    private(set) var isWhole = false

    private let input: [UInt8]
    private var position = 0
    /// The brackets that close the open containers, the innermost last.
    private var closers: [UInt8] = []
    /// The end of the output that is a valid document once its containers are closed.
    private var sound = 0

    /// The maximum depth; deeper containers become `null`.
    private static let deepest = 100

    /// Repairs an answer's body.
    init(_ body: Data) {
        input = Array(String(decoding: body, as: UTF8.self).utf8)
        // A byte order mark, or a proxy's text in front, isn't part of the document.
        position = input.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? input.count
        bytes.reserveCapacity(input.count)
        isWhole = position < input.count && takeDocument()
        bytes.removeLast(bytes.count - sound)
        bytes += closers.reversed()
    }

    private var next: UInt8? { position < input.count ? input[position] : nil }

    private var isInObject: Bool { closers.last == UInt8(ascii: "}") }

    /// Reads the document; false if it is truncated.
    private mutating func takeDocument() -> Bool {
        guard takeValue() else { return false }
        while !closers.isEmpty {
            skipSpace()
            guard let byte = next else { return false }
            if byte == closers.last {
                close()
            } else if byte == UInt8(ascii: ",") {
                position += 1
                skipSpace()
                // An extra comma, as in `[1,]`.
                if next == closers.last { continue }
                guard takeElement(after: UInt8(ascii: ",")) else { return false }
            } else if hasElement {
                return false
            } else {
                guard takeElement(after: nil) else { return false }
            }
        }
        return true
    }

    /// Whether the innermost container has an element.
    private var hasElement: Bool {
        guard let last = bytes.last else { return false }
        return last != UInt8(ascii: "{") && last != UInt8(ascii: "[")
    }

    private mutating func takeElement(after comma: UInt8?) -> Bool {
        if let comma, hasElement { bytes.append(comma) }
        guard isInObject else { return takeValue() }
        guard takeString() else { return false }
        skipSpace()
        guard next == UInt8(ascii: ":") else { return false }
        bytes.append(UInt8(ascii: ":"))
        position += 1
        return takeValue()
    }

    private mutating func takeValue() -> Bool {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return open()
        case UInt8(ascii: "\""):
            guard takeString() else { return false }
        default:
            guard takeWord() else { return false }
        }
        sound = bytes.count
        return true
    }

    private mutating func open() -> Bool {
        guard closers.count < Self.deepest else {
            guard skipContainer() else { return false }
            bytes += "null".utf8
            sound = bytes.count
            return true
        }
        let opener = input[position]
        bytes.append(opener)
        closers.append(opener == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        position += 1
        sound = bytes.count
        return true
    }

    private mutating func close() {
        bytes.append(closers.removeLast())
        position += 1
        sound = bytes.count
    }

    private mutating func skipSpace() {
        while let byte = next, byte <= 0x20 { position += 1 }
    }

    /// Skips a container that is nested too deeply.
    private mutating func skipContainer() -> Bool {
        var depth = 0
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return true }
            case UInt8(ascii: "\""):
                while let inner = next, inner != UInt8(ascii: "\"") {
                    position += inner == UInt8(ascii: "\\") ? 2 : 1
                }
                position += 1
            default: break
            }
        }
        return false
    }

    /// Reads a number, `true`, `false` or `null`; any other word becomes `null`.
    private mutating func takeWord() -> Bool {
        let start = position
        while let byte = next, Self.isPartOfWord(byte) { position += 1 }
        guard position > start else { return false }
        let word = String(decoding: input[start..<position], as: UTF8.self)
        bytes += (JSONText(parsing: word.utf8) == nil ? "null" : word).utf8
        return true
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "+-.".utf8.contains(byte)
    }
}

extension RepairedJSON {
    /// Reads a string with its quotes; false if it is not closed.
    fileprivate mutating func takeString() -> Bool {
        guard next == UInt8(ascii: "\"") else { return false }
        bytes.append(UInt8(ascii: "\""))
        position += 1
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                bytes.append(byte)
                return true
            case UInt8(ascii: "\\"): takeEscape()
            case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        return false
    }

    /// Reads an escape after its backslash.
    private mutating func takeEscape() {
        guard let byte = next else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            bytes += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "u"): takeCodeUnit()
        default: bytes += "\u{FFFD}".utf8
        }
    }

    /// Reads the digits of `\u`, including the second half of a surrogate pair.
    private mutating func takeCodeUnit() {
        guard let unit = hexadecimal(at: position) else { return bytes += "\u{FFFD}".utf8 }
        position += 4
        guard (0xD800...0xDFFF).contains(unit) else { return append(unit) }
        let isPair =
            position + 1 < input.count && input[position] == UInt8(ascii: "\\")
            && input[position + 1] == UInt8(ascii: "u")
        guard unit < 0xDC00, isPair, let low = hexadecimal(at: position + 2), (0xDC00...0xDFFF).contains(low) else {
            return bytes += "\u{FFFD}".utf8
        }
        position += 6
        append(unit)
        append(low)
    }

    private mutating func append(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
    }

    private func hexadecimal(at start: Int) -> UInt16? {
        guard start + 4 <= input.count else { return nil }
        let digits = String(decoding: input[start..<start + 4], as: UTF8.self)
        guard
            digits.utf8.allSatisfy({
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 | 0x20
            })
        else { return nil }
        return UInt16(digits, radix: 16)
    }
}
