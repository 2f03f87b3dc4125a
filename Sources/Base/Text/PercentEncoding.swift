/// Percent-encoding, as in `%20`.
package enum PercentEncoding {
    /// Returns text as part of a URL: everything but letters, digits and `-_.~` is encoded.
    ///
    /// - Parameters:
    ///   - marks: More characters to leave as they are; none by default, as in one segment of a path.
    ///   - keepsEscapes: Whether existing escapes stay as they are.
    package static func encode(_ text: String, keeping marks: String = "", keepsEscapes: Bool = false) -> String {
        let bytes = Array(text.utf8)
        return bytes.indices.reduce(into: "") { result, index in
            let byte = bytes[index]
            let isKept = keepsEscapes && byte == UInt8(ascii: "%") && isEscape(bytes[(index + 1)...])
            if isUnreserved(byte) || isKept || marks.utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool { byte.isASCIIAlphanumeric || "-_.~".utf8.contains(byte) }

    private static func isEscape(_ rest: ArraySlice<UInt8>) -> Bool {
        let digits = rest.prefix(2)
        return digits.count == 2 && digits.allSatisfy { value($0) != nil }
    }

    /// Returns the decoded text; nil if a `%` isn't followed by two hexadecimal digits, or the bytes aren't UTF-8.
    ///
    /// - Parameter plusIsSpace: Whether `+` is a space, as in queries of forms.
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(value), let low = rest.next().flatMap(value) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
