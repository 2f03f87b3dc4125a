extension Character {
    /// Whether this is one of 0 to 9, and no other script's digit.
    package var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}

extension UInt8 {
    /// Whether it is one of `A` to `Z`, `a` to `z` and `0` to `9`.
    package var isASCIIAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is one of `A` to `Z`, `a` to `z` and `0` to `9`; Unicode's tables, which take longer, aren't needed.
    package var isASCIIAlphanumeric: Bool { isASCII && UInt8(truncatingIfNeeded: value).isASCIIAlphanumeric }
}

extension StringProtocol {
    /// Returns the text with an underscore for everything but letters and digits of ASCII and `allowed`.
    package func asciiName(allowing allowed: String = "") -> String {
        var name = String.UnicodeScalarView()
        for character in self {
            let scalar = character.unicodeScalars.first ?? "_"
            let isSound = scalar.isASCIIAlphanumeric || allowed.unicodeScalars.contains(scalar)
            name.append(isSound && character.unicodeScalars.dropFirst().isEmpty ? scalar : "_")
        }
        return String(name)
    }
}
