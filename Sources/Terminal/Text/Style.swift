import Base

/// Colors, or none.
package struct Style: Sendable {
    let isColored: Bool

    /// No colors.
    package static let plain = Style(isColored: false)
    /// Colors that every terminal knows.
    package static let colored = Style(isColored: true)

    package func heading(_ text: String) -> String { wrap(text, "1") }
    package func emphasis(_ text: String) -> String { wrap(text, "1") }
    package func error(_ text: String) -> String { wrap(text, "1;31") }
    package func warning(_ text: String) -> String { wrap(text, "33") }
    package func hint(_ text: String) -> String { wrap(text, "36") }

    func mark(_ text: String, _ mark: TableMark) -> String {
        switch mark {
        case .expired: wrap(text, "31")
        case .expiring: wrap(text, "33")
        case .current: wrap(text, "32")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// The meaning of a cell's color.
enum TableMark: Sendable {
    /// It has expired.
    case expired
    /// It expires soon.
    case expiring
    /// It is in use.
    case current
}
