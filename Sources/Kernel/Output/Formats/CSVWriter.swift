/// Writes rows as comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum CSVWriter {
    /// One line with its line end.
    ///
    /// - Parameter numbers: Which cells are numbers, by their place: a sign before those is no formula.
    static func line(_ cells: [String], numbers: Set<Int> = []) -> String {
        let written = cells.enumerated().map { place, text in
            cell(text, isNumber: numbers.contains(place) && Double(text) != nil)
        }
        return written.joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String, isNumber: Bool) -> String {
        let text = isFormula(text) && !isNumber ? "'" + text : text
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        // By scalars: a quote with an accent upon it is another character, but still a quote to those who read CSV.
        let doubled = text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
        return "\"\(doubled)\""
    }

    /// Whether a spreadsheet would run the text as a formula.
    private static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    }
}
