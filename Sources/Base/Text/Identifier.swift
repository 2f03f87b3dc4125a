/// The rules for an ID: text that can be one segment of a URL path.
package enum Identifier {
    /// Returns why a text isn't an ID, which has only letters, digits, `-` and `_`; nil if it is one.
    package static func complaint(_ text: String) -> String? {
        let isSound =
            !text.isEmpty && text.utf8.count <= 128
            && text.unicodeScalars.allSatisfy {
                $0.isASCIIAlphanumeric || $0 == "-" || $0 == "_"
            }
        return isSound ? nil : "is not a valid ID; an ID has only letters, digits, - and _"
    }
}
