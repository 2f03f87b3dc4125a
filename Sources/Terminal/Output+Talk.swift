import Base

extension Output {
    /// Writes a message to stderr, after a label where it has one; on a terminal, lines break where words end.
    ///
    /// Messages are one line each and often quote a server: whatever could act on the terminal is shown escaped.
    /// - Parameter isCommand: Whether it is a line of a shell, which can be copied however many lines it takes.
    func tell(
        _ message: String, label: String = "", style: (String) -> String = { $0 }, isCommand: Bool = false
    ) {
        let beginning = label.isEmpty ? "" : style(label) + " "
        let used = label.isEmpty ? 0 : label.utf8.count + 1
        console.tell(beginning + fitted(VisibleText.escaping(message), used: used, isCommand: isCommand))
    }

    /// A visible text with its lines broken for the terminal that talk goes to.
    ///
    /// - Parameter used: The columns before it.
    func fitted(_ text: String, used: Int = 0, isCommand: Bool = false) -> String {
        guard let width = width(of: console.error), width >= 20, used + DisplayWidth.of(text) > width else {
            return text
        }
        let wrap = WordWrap(width: width)
        if isCommand { return wrap.continued(text, used: used) }
        let margin = text.prefix { $0 == " " }
        let broken = wrap.wrapped(text, after: String(margin), used: used + margin.count, hanging: margin.count)
        // The space that an answer is typed after.
        return text.hasSuffix(" ") ? broken + " " : broken
    }
}
