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
        guard tape.take("[") else { return nil }
        var isFirst = true
        let rows = type.readAll(&self) { reader in
            defer { isFirst = false }
            return reader.takeRow(isFirst)
        }
        return isSound && tape.take("]") ? rows : nil
    }

    /// Reads the next element of a list; false at its end, or if it isn't a row.
    private mutating func takeRow(_ isFirst: Bool) -> Bool {
        guard isSound, isFirst ? !tape.isNext("]") : tape.take(",") else { return false }
        tape.clear()
        object = 0
        isSound = tape.isNext("{") && tape.takeValue()
        return isSound
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
                if entry.keyCount == count, let key = tape.bytes.baseAddress?.advanced(by: entry.keyStart),
                    Self.isEqual(key, start, count)
                {
                    if found != nil { isSound = false }
                    found = index
                }
                index = entry.next
            }
        }
        return found.flatMap { tape.entries[$0].kind == .null ? nil : $0 }
    }

    /// Compares names, of which nearly all have up to 16 bytes.
    @inline(__always)
    private static func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 8 else { return (0..<count).allSatisfy { left[$0] == right[$0] } }
        func word(_ text: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
            UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        guard word(left, 0) == word(right, 0), word(left, count - 8) == word(right, count - 8) else { return false }
        return count <= 16 || memcmp(left, right, count) == 0
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

    /// The entries of a list's elements; nil if a field is missing, or isn't a list.
    private mutating func elements(_ name: StaticString) -> (next: Int, end: Int)? {
        guard let list = find(name) else { return nil }
        isSound = isSound && tape.entries[list].kind == .array
        return isSound ? (list + 1, tape.entries[list].next) : nil
    }

    /// Goes on to the next element, which must be an object.
    private mutating func enter(_ elements: inout (next: Int, end: Int)) -> Bool {
        guard isSound, elements.next < elements.end else { return false }
        object = elements.next
        elements.next = tape.entries[object].next
        isSound = tape.entries[object].kind == .object
        return isSound
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
        guard var elements = elements(name) else { return }
        var texts: [String] = []
        while elements.next < elements.end {
            guard let text = string(elements.next) else { return isSound = false }
            texts.append(text)
            elements.next = tape.entries[elements.next].next
        }
        value = texts
    }

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let entry = find(name) else { return }
        value = number(entry)
        if value == nil { isSound = false }
    }

    package mutating func flag(_ name: StaticString, _ value: inout Bool?) {
        guard let entry = find(name) else { return }
        let letter = tape.entries[entry].kind == .other ? tape.bytes[tape.entries[entry].start] : 0
        value = letter == UInt8(ascii: "t") ? true : letter == UInt8(ascii: "f") ? false : nil
        if value == nil { isSound = false }
    }

    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard let entry = find(name) else { return }
        let outer = object
        defer { object = outer }
        object = entry
        isSound = isSound && tape.entries[entry].kind == .object
        if isSound { Row.read(&self, into: &value) }
    }

    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard var elements = elements(name) else { return }
        let outer = object
        defer { object = outer }
        value = Row.readAll(&self) { $0.enter(&elements) }
    }
}
