import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Output {
    /// Writes a message to stderr, after a label if it has one; on a terminal, lines break between words, and times are
    /// in the reader's time zone.
    ///
    /// Messages are one line each and often quote a server: whatever could act on the terminal is shown escaped.
    func tell(_ message: String, label: String = "", style: (String) -> String = { $0 }) {
        write(spoken(message), label, style)
    }

    /// Writes a hint in this program's words, or nothing if the program doesn't have a command that it names.
    func tell(_ hint: Hint) {
        guard let text = hints.text(of: hint) else { return }
        let visible = VisibleText.escaping(text)
        let command = "\(environment.names.program) "
        guard let width = width(of: console.error), let range = visible.firstRange(of: ": \(command)"),
            DisplayWidth.of(visible) + 6 > width
        else { return write(visible, "hint:", errorStyle.hint, isCommand: visible.hasPrefix(command)) }
        // A line of its own, so that it can be pasted.
        write(String(visible[..<range.lowerBound]) + ":", "hint:", errorStyle.hint)
        let line = String(visible[visible.index(range.lowerBound, offsetBy: 2)...])
        console.tell(WordWrap(width: width).continued(line, margin: "    "))
    }

    /// - Parameter isCommand: Whether it is a line of a shell, which can be copied however many lines it takes.
    private func write(_ text: String, _ label: String, _ style: (String) -> String, isCommand: Bool = false) {
        let beginning = label.isEmpty ? "" : style(label) + " "
        let used = label.isEmpty ? 0 : label.utf8.count + 1
        console.tell(beginning + fitted(text, used: used, isCommand: isCommand))
    }

    /// A message as the reader on stderr sees it.
    func spoken(_ message: String) -> String {
        let text = VisibleText.escaping(message)
        return console.error.isTerminal ? TimesInText(written: written).replaced(in: text) : text
    }

    /// A time for people at a terminal: in their time zone, or in UTC if they asked for that.
    func written(_ date: Date) -> String {
        options.showsUTC ? date.rfc3339 : date.text(secondsAheadOfUTC: clock.secondsAheadOfUTC(at: date))
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
