@testable import Terminal
/// Parses comma-separated values as RFC 4180 defines them, byte by byte.
struct CSVReader {
    /// What RFC 4180 does not allow.
    struct Fault: Error { let place: Int }

    private let bytes: [UInt8]
    private var place = 0

    /// The records of a text, each with its fields.
    static func records(_ text: String) throws -> [[String]] {
        var reader = CSVReader(bytes: Array(text.utf8))
        var records: [[String]] = []
        while reader.place < reader.bytes.count { records.append(try reader.record()) }
        return records
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func record() throws -> [String] {
        var fields = [try field()]
        while next == UInt8(ascii: ",") {
            place += 1
            fields.append(try field())
        }
        guard next == 0x0D, bytes.dropFirst(place + 1).first == 0x0A else { throw Fault(place: place) }
        place += 2
        return fields
    }

    private mutating func field() throws -> String {
        next == UInt8(ascii: "\"") ? try quoted() : bare()
    }

    private mutating func bare() -> String {
        let field = bytes[place...].prefix { !"\",\r\n".utf8.contains($0) }
        place += field.count
        return String(decoding: field, as: UTF8.self)
    }

    private mutating func quoted() throws -> String {
        var field: [UInt8] = []
        place += 1
        while true {
            guard let byte = next else { throw Fault(place: place) }
            place += 1
            if byte != UInt8(ascii: "\"") {
                field.append(byte)
            } else if next == UInt8(ascii: "\"") {
                field.append(byte)
                place += 1
            } else {
                return String(decoding: field, as: UTF8.self)
            }
        }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }
}
