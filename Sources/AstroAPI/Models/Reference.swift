import Kernel

/// The word by which a person refers to something on the server: its ID or its name.
package enum Reference: Sendable, Equatable {
    /// An ID, in lower case.
    case id(String)
    /// A name, or an ID of an unusual form if nothing has that name.
    case name(String)

    /// Parses a word: anything in the form of an ID is one, in any case.
    package init(_ word: String) { self = Self.isID(word) ? .id(word.lowercased()) : .name(word) }

    /// Returns whether a word has the form of an ID: `c` and 24 letters or digits.
    package static func isID(_ word: String) -> Bool {
        let bytes = word.utf8
        guard bytes.count == 25, bytes.first.map({ $0 | 0x20 }) == UInt8(ascii: "c") else { return false }
        return bytes.allSatisfy(\.isASCIIAlphanumeric)
    }

    /// The ID or the name.
    package var text: String {
        switch self {
        case .id(let text), .name(let text): text
        }
    }
}
