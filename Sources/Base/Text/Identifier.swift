/// The rules for an ID: text that can be one segment of a URL path.
package enum Identifier {
    /// Returns why a text isn't an ID, which has only letters, digits, `-` and `_`; nil if it is one.
    package static func complaint(_ text: String) -> String? {
        let isSound = !text.isEmpty && text.utf8.count <= 128 && text.utf8.allSatisfy(\.isPartOfID)
        return isSound ? nil : "is not a valid ID; an ID has only letters, digits, - and _"
    }
}

extension UInt8 {
    /// Whether it is a letter, a digit, `-` or `_`, as in a server's IDs.
    package var isPartOfID: Bool { isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") }
}
