import Base

extension HTTPHeaders {
    /// Parses header lines; an invalid name, a continued line or a control character is refused.
    package init(_ lines: some Sequence<[UInt8]>) throws {
        self.init()
        for line in lines {
            // A line that starts with a space continues the previous one in an old form that parsers treat differently.
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
                line[..<colon].allSatisfy(\.isTokenByte)
            else { throw ServerRefusal(400, "a header field is malformed") }
            let value = line[(colon + 1)...].trimming { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard value.allSatisfy(\.isFieldByte) else { throw ServerRefusal(400, "a header field is malformed") }
            add(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
    }

    /// Returns every value of a field, named in lower case.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name }.map(\.value)
    }
}

extension BidirectionalCollection where SubSequence == Self {
    /// Returns the elements without the surplus ones at both ends.
    func trimming(while isSurplus: (Element) -> Bool) -> Self {
        let rest = drop(while: isSurplus)
        guard let last = rest.lastIndex(where: { !isSurplus($0) }) else { return rest.prefix(0) }
        return rest[...last]
    }
}

extension UInt8 {
    /// Whether the byte is allowed in a field's value.
    var isFieldByte: Bool { self == UInt8(ascii: "\t") || self >= 0x20 && self != 0x7F }
}
