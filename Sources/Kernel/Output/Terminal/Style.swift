/// Colours, or none.
package struct Style: Sendable {
    private let isColored: Bool

    /// No colours.
    package static let plain = Style(isColored: false)
    /// Colours that every terminal knows.
    package static let colored = Style(isColored: true)

    package func heading(_ text: String) -> String { wrap(text, "1") }
    package func emphasis(_ text: String) -> String { wrap(text, "1") }
    package func error(_ text: String) -> String { wrap(text, "1;31") }
    package func warning(_ text: String) -> String { wrap(text, "33") }
    package func hint(_ text: String) -> String { wrap(text, "36") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
