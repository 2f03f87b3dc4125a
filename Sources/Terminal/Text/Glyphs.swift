package import OperatingSystem

/// The characters for marks and drawings on a terminal: beyond ASCII only if the locale supports them.
package struct Glyphs: Sendable {
    /// The mark for cut text.
    package let ellipsis: String
    /// The pointer to the row that Enter chooses; as wide as a space and another character.
    package let pointer: String
    /// The frames of the spinner, in order.
    let spinner: [String]
    /// The full and the empty part of a progress bar.
    let bar: (full: Character, empty: Character)

    /// For terminals with Unicode.
    package static let unicode = Glyphs(
        ellipsis: "…", pointer: "❯ ", spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"], bar: ("█", "░"))
    /// For all others.
    package static let ascii = Glyphs(ellipsis: "...", pointer: "> ", spinner: ["|", "/", "-", "\\"], bar: ("#", "."))

    /// Returns the glyphs for an environment's locale; without a locale, Unicode.
    package static func of(_ environment: Environment) -> Glyphs {
        // The first variable that is set decides, as in the C library.
        guard let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] else {
            return .unicode
        }
        // Written as UTF-8, utf8 and the like.
        let letters = locale.lowercased().utf8.filter { $0 != UInt8(ascii: "-") }
        return letters.firstRange(of: Array("utf8".utf8)) != nil ? .unicode : .ascii
    }
}
