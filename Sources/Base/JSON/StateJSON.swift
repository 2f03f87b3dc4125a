#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The format of the program's own state: JSON on one line, with dates in RFC 3339.
///
/// ```swift
/// try files.replace(path, with: try StateJSON.line(of: record))
/// ```
package enum StateJSON {
    /// Returns the line that holds a value, with its newline.
    package static func line(of value: some Encodable) throws -> Data {
        Data(Array((JSONWriter.text(of: try JSONValueEncoder.encode(value), indented: false) + "\n").utf8))
    }

    /// Returns the value in a line; nil if it doesn't hold one of this type.
    package static func value<Value: Decodable>(_ type: Value.Type, in line: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try? decoder.decode(type, from: line)
    }
}
