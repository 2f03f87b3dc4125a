/// The characters that mark and draw on a terminal: beyond ASCII only where the locale says that it can show them.
package struct Glyphs: Sendable {
    /// What stands where text was cut.
    package let ellipsis: String
    /// What points at the row that Enter chooses; as wide as a space and another.
    let pointer: String
    /// The pictures of something that turns, in order.
    let spinner: [String]
    /// What a bar is made of where it is full, and where it is not yet.
    let bar: (full: Character, empty: Character)

    /// For terminals that know Unicode.
    package static let unicode = Glyphs(
        ellipsis: "…", pointer: "❯ ", spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"], bar: ("█", "░"))
    /// For all others.
    package static let ascii = Glyphs(ellipsis: "...", pointer: "> ", spinner: ["|", "/", "-", "\\"], bar: ("#", "."))

    /// What the locale of an environment can show; one that names no locale can show all.
    static func of(_ environment: Environment) -> Glyphs {
        // The first of these that is set decides, as in the C library.
        guard let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] else {
            return .unicode
        }
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
    }
}
