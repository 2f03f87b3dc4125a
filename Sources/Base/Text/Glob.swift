/// A pattern in which `*` matches any text and `?` any one character.
package struct Glob: Sendable, Equatable {
    private let pattern: [Character]
    /// The same in ASCII; nil where there are other characters in it.
    private let ascii: [UInt8]?

    package init(_ pattern: String) {
        self.pattern = Array(pattern.lowercased())
        ascii = Self.ascii(pattern)
    }

    /// Returns whether the whole text matches, ignoring case.
    package func matches(_ text: String) -> Bool {
        // Nearly all names are ASCII, and there may be a hundred thousand.
        guard let ascii, let bytes = Self.ascii(text) else {
            return Self.fits(Array(text.lowercased()), pattern, any: "?", all: "*")
        }
        return Self.fits(bytes, ascii, any: UInt8(ascii: "?"), all: UInt8(ascii: "*"))
    }

    /// The lowercase characters of a text; nil where one of them isn't a single byte.
    private static func ascii(_ text: String) -> [UInt8]? {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        return isPlain ? text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } : nil
    }

    private static func fits<Letter: Equatable>(
        _ text: [Letter], _ pattern: [Letter], any: Letter, all: Letter
    ) -> Bool {
        var (place, index) = (0, 0)
        /// Where to continue if the last star has to match one more character.
        var retry: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == all {
                retry = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == any || pattern[place] == text[index] {
                place += 1
                index += 1
            } else if let last = retry {
                retry = (last.place, last.index + 1)
                (place, index) = (last.place + 1, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == all }
    }
}
