#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads lists of rows from JSON in the form that programs write.
///
/// It reads all of a document or nothing: if a field has the wrong type, occurs twice, or if anything else could be
/// understood in two ways, it returns nil, and the caller falls back to a slower reader that knows more.
package struct JSONRowReader {
    private var tape: JSONTape
    /// The object whose fields are visited, as its entry.
    private var object = 0
    private var isSound = true
    private var strings = KnownStrings()

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { tape = JSONTape(bytes) }

    /// Returns the rows in one field of an object, and the total number on all pages in another.
    package static func page<Row: JSONRow>(
        of type: Row.Type, in bytes: UnsafeBufferPointer<UInt8>, rows: String, total: String
    ) -> (rows: [Row], total: Int)? {
        var reader = JSONRowReader(bytes)
        return reader.page(type, rows, total)
    }

    private mutating func page<Row: JSONRow>(
        _ type: Row.Type, _ rowsName: String, _ totalName: String
    ) -> (rows: [Row], total: Int)? {
        var rows: [Row]?
        var total: Int?
        guard tape.take("{") else { return nil }
        repeat {
            guard let key = tape.takeKey() else { return nil }
            let name = tape.bytes[key.start..<key.start + key.count]
            if name.elementsEqual(rowsName.utf8) {
                guard rows == nil, let list = Row.readList(&self) else { return nil }
                rows = list
            } else {
                tape.clear()
                guard tape.takeValue() else { return nil }
                guard name.elementsEqual(totalName.utf8) else { continue }
                guard total == nil, let number = number(0) else { return nil }
                total = number
            }
        } while tape.take(",")
        guard tape.take("}"), tape.isAtEnd(), let rows, let total else { return nil }
        return (rows, total)
    }

    // MARK: - The rows of a list

    /// Reads the start of a list.
    package mutating func beginList() -> Bool { tape.take("[") }

    /// Reads the next row, whose fields must be visited next; false at the end, or if it isn't a row.
    package mutating func takeRow() -> Bool {
        guard isSound else { return false }
        // A comma follows a row; nothing comes between the bracket and the first row.
        if !tape.isBehindBracket, !tape.take(",") { return false }
        tape.clear()
        object = 0
        isSound = tape.takesObject && tape.takeValue()
        return isSound
    }

    /// Reads the end of a list; false if a row couldn't be read.
    package mutating func endList() -> Bool { isSound && tape.take("]") }

    // MARK: - Fields

    /// Returns the entry of a field; nil if it is missing or `null`.
    ///
    /// A field that occurs twice fails the whole document.
    private mutating func find(_ name: StaticString) -> Int? {
        let (start, count) = (name.utf8Start, name.utf8CodeUnitCount)
        var found: Int?
        tape.entries.withUnsafeBufferPointer { entries in
            var index = object + 1
            let end = entries[object].next
            while index < end {
                let entry = entries[index]
                if entry.keyCount == count, let keys = tape.bytes.baseAddress,
                    memcmp(keys + entry.keyStart, start, count) == 0
                {
                    if found != nil { isSound = false }
                    found = index
                }
                index = entry.next
            }
        }
        return found.flatMap { tape.entries[$0].kind == .null ? nil : $0 }
    }

    private mutating func string(_ index: Int) -> String? {
        let entry = tape.entries[index]
        let bytes = UnsafeBufferPointer(rebasing: tape.bytes[entry.start..<entry.start + entry.count])
        switch entry.kind {
        case .string: return strings.text(of: bytes)
        case .escaped: return unescaped(bytes)
        default: return nil
        }
    }

    private func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var text: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\") {
                guard let scalar = JSONEscape.read(bytes, &position) else { return nil }
                text += String(scalar).utf8
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func number(_ index: Int) -> Int? {
        let entry = tape.entries[index]
        guard entry.kind == .number else { return nil }
        var (value, sign) = (0, 1)
        for byte in tape.bytes[entry.start..<entry.start + entry.count] {
            if byte == UInt8(ascii: "-") { sign = -1 } else { value = value * 10 + Int(byte & 0x0F) }
        }
        return sign * value
    }

    // MARK: - Rows within rows

    /// Enters a field that is an object, and returns the place to come back to; nil if it is missing.
    package mutating func enter(_ name: StaticString) -> Int? { find(name).flatMap { enter(entry: $0) } }

    private mutating func enter(entry: Int) -> Int? {
        guard tape.entries[entry].kind == .object else {
            isSound = false
            return nil
        }
        defer { object = entry }
        return object
    }

    /// Leaves an object.
    package mutating func leave(to outer: Int) { object = outer }

    /// Returns the places of the elements of a field that is a list; nil if it is missing.
    package mutating func elements(_ name: StaticString) -> [Int]? {
        guard let entry = find(name) else { return nil }
        guard tape.entries[entry].kind == .array else {
            isSound = false
            return nil
        }
        var places: [Int] = []
        var index = entry + 1
        while index < tape.entries[entry].next {
            places.append(index)
            index = tape.entries[index].next
        }
        return places
    }

    /// Enters an element of a list.
    package mutating func enter(element place: Int) -> Int? { enter(entry: place) }
}

extension JSONRowReader: FieldVisitor {
    package mutating func text(_ name: StaticString, _ value: inout String) {
        guard let entry = find(name), let text = string(entry) else { return isSound = false }
        value = text
    }

    package mutating func text(_ name: StaticString, _ value: inout String?) {
        guard let entry = find(name) else { return }
        value = string(entry)
        if value == nil { isSound = false }
    }

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let entry = find(name) else { return }
        value = number(entry)
        if value == nil { isSound = false }
    }

    @inlinable
    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard let outer = enter(name) else { return }
        var row = Row.unread
        row.visitFields(&self)
        value = row
        leave(to: outer)
    }

    @inlinable
    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let places = elements(name) else { return }
        var rows: [Row] = []
        rows.reserveCapacity(places.count)
        for place in places {
            guard let outer = enter(element: place) else { return }
            var row = Row.unread
            row.visitFields(&self)
            rows.append(row)
            leave(to: outer)
        }
        value = rows
    }
}
