import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How tables present the exact cells of a column.
struct ShownCells {
    let now: Date
    /// Whether times are shown instead of ages.
    let showsUTC: Bool
    /// Whether the table is for a terminal, where a line has little room.
    let isShort: Bool
    /// Writes an exact time for the reader.
    let written: (Date) -> String

    /// How long before its end something is highlighted: enough to replace it without haste.
    private static let warning: TimeInterval = 14 * 86_400

    func text<Row>(_ cell: String, of column: Column<Row>) -> String {
        VisibleText.escaping(cell.isEmpty ? (isShort ? column.placeholder : "") : text(cell, column.kind))
    }

    func mark(_ cell: String, _ kind: ColumnKind) -> TableMark? {
        switch kind {
        case .flag: cell == "true" ? .current : nil
        case .expiry: Age.date(cell).flatMap(mark)
        case .text, .number, .moment, .age, .time: nil
        }
    }

    private func mark(_ end: Date) -> TableMark? {
        if end <= now { return .expired }
        return end.timeIntervalSince(now) <= Self.warning ? .expiring : nil
    }

    /// Returns a time for a pipe or the table of one item.
    func time(_ cell: String) -> String {
        guard showsUTC else { return Age.text(of: cell, at: now) }
        return Age.date(cell)?.formatted(Date.ISO8601FormatStyle()) ?? cell
    }

    private func text(_ cell: String, _ kind: ColumnKind) -> String {
        if kind == .flag, isShort { return cell == "true" ? "yes" : "" }
        guard kind.isTime else { return cell }
        guard isShort else { return kind == .time ? cell : time(cell) }
        guard let date = Age.date(cell) else { return cell }
        if kind == .time { return written(date) }
        let time =
            showsUTC ? date.formatted(Date.ISO8601FormatStyle()) : Age.short(of: date, at: now, isPast: kind == .age)
        guard isShort, kind == .expiry, let mark = mark(date) else { return time }
        // Not everybody sees colors.
        if mark == .expiring { return "\(time) (soon)" }
        return showsUTC ? "\(time) (expired)" : "expired \(time)"
    }
}
