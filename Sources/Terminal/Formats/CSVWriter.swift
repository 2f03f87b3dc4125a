import Base

/// Writes rows as comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum CSVWriter {
    /// Returns one line with its line end.
    ///
    /// - Parameter numbers: The indices of cells with numbers: a sign before a number isn't a formula.
    static func line(_ cells: [String], numbers: Set<Int> = []) -> String {
        var bytes: [UInt8] = []
        for (place, cell) in cells.enumerated() {
            append(cell, at: place, isNumber: numbers.contains(place), to: &bytes)
        }
        endLine(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a cell, with a comma before all but the first.
    static func append(_ text: String, at place: Int, isNumber: Bool, to bytes: inout [UInt8]) {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        let isFormula = isFormula(text) && !(isNumber && Double(text) != nil)
        let isQuoted = text.utf8.withContiguousStorageIfAvailable(isSpecial) ?? true
        if isQuoted { bytes.append(UInt8(ascii: "\"")) }
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        if isQuoted {
            // A quote with a combining accent is a different character, but CSV readers still see a quote.
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes.append(contentsOf: text.utf8)
        }
    }

    static func endLine(_ bytes: inout [UInt8]) { bytes.append(contentsOf: "\r\n".utf8) }

    private static func isSpecial(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte <= UInt8(ascii: ",") {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0D || byte == 0x0A { return true }
        }
        return false
    }

    /// Returns whether a spreadsheet would run the text as a formula.
    private static func isFormula(_ text: String) -> Bool {
        switch text.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}
