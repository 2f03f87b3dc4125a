extension Character {
    /// Whether this is one of 0 to 9, and no other script's digit.
    package var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
