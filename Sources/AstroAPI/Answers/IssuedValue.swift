#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// A token's value in an answer that shows it only once, even if the rest of the answer is malformed.
struct IssuedValue {
    let text: String
    /// Whether the value is uncertain: the answer has several, or none in the expected place.
    let isInDoubt: Bool

    /// Finds the value; nil if there is none.
    init?(in body: Data) {
        let document = RepairedJSON(body).bytes
        let members = JSONText(parsing: document)?.members ?? []
        let values = members.filter { $0.name == "token" }.compactMap(\.value.characters).filter { !$0.isEmpty }
        if let last = values.last {
            text = last
            isInDoubt = Set(values).count > 1
            return
        }
        guard let found = Self.strings(named: "token", in: Array(String(decoding: body, as: UTF8.self).utf8)).last
        else { return nil }
        text = found
        isInDoubt = true
    }

    /// Returns the strings that follow a key anywhere, even in an answer whose beginning or end is missing.
    private static func strings(named key: String, in bytes: [UInt8]) -> [String] {
        let quoted = Array("\"\(key)\"".utf8)
        var rest = bytes[...]
        var strings: [String] = []
        while let match = rest.firstRange(of: quoted) {
            rest = rest[match.upperBound...]
            var value = rest.drop { $0 <= 0x20 }
            guard value.first == UInt8(ascii: ":") else { continue }
            value = value.dropFirst().drop { $0 <= 0x20 }
            guard value.first == UInt8(ascii: "\"") else { continue }
            guard let text = Self.string(at: value), !text.isEmpty else { continue }
            strings.append(text)
        }
        return strings
    }

    /// Returns the string that begins at a quote; nil if it does not end.
    private static func string(at start: ArraySlice<UInt8>) -> String? {
        var end = start.startIndex + 1
        while end < start.endIndex, start[end] != UInt8(ascii: "\"") { end += start[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < start.endIndex else { return nil }
        // The string becomes a document with one element.
        let document = RepairedJSON(Data([UInt8(ascii: "[")] + start[...end]))
        return JSONText(parsing: document.bytes)?.elements?.first?.characters
    }
}
