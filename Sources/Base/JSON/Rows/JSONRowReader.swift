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
                guard rows == nil, let list = list(of: type) else { return nil }
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

    /// Reads a list; nil if one of its elements isn't a row.
    private mutating func list<Row: JSONRow>(of type: Row.Type) -> [Row]? {
        var rows: [Row] = []
        guard tape.take("[") else { return nil }
        guard !tape.take("]") else { return rows }
        repeat {
            tape.clear()
            object = 0
            guard tape.takesObject, tape.takeValue() else { return nil }
            rows.append(row(of: type))
        } while isSound && tape.take(",")
        return isSound && tape.take("]") ? rows : nil
    }

    /// Reads the fields of the current object.
    private mutating func row<Row: JSONRow>(of type: Row.Type) -> Row {
        var row = type.unread
        row.read(&self)
        return row
    }

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
                // Names of one length mostly differ at an end.
                if entry.keyCount == count, let key = tape.bytes.baseAddress?.advanced(by: entry.keyStart),
                    key[0] == start[0], key[count - 1] == start[count - 1], memcmp(key, start, count) == 0
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

    /// Enters the object at an entry, and returns the place to come back to; nil if it is none.
    private mutating func enter(_ entry: Int) -> Int? {
        guard tape.entries[entry].kind == .object else {
            isSound = false
            return nil
        }
        defer { object = entry }
        return object
    }

    /// The entries of a field that is a list; nil if it is missing.
    private mutating func elements(_ name: StaticString) -> [Int]? {
        guard let entry = find(name) else { return nil }
        guard tape.entries[entry].kind == .array else {
            isSound = false
            return nil
        }
        var elements: [Int] = []
        var element = entry + 1
        while element < tape.entries[entry].next {
            elements.append(element)
            element = tape.entries[element].next
        }
        return elements
    }
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

    package mutating func texts(_ name: StaticString, _ value: inout [String]?) {
        guard let places = elements(name) else { return }
        let texts = places.compactMap { string($0) }
        if texts.count == places.count { value = texts } else { isSound = false }
    }

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let entry = find(name) else { return }
        value = number(entry)
        if value == nil { isSound = false }
    }

    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard let entry = find(name), let outer = enter(entry) else { return }
        value = row(of: Row.self)
        object = outer
    }

    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let entries = elements(name) else { return }
        var rows: [Row] = []
        rows.reserveCapacity(entries.count)
        for entry in entries {
            guard let outer = enter(entry) else { return }
            rows.append(row(of: Row.self))
            object = outer
        }
        value = rows
    }
}
