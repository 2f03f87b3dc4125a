#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// How the program writes what it keeps for itself: JSON on one line, with moments as in RFC 3339.
///
/// ```swift
/// try files.replace(path, with: try StateJSON.line(of: record))
/// ```
package enum StateJSON {
    /// The line that holds a value, with its end.
    package static func line(of value: some Encodable) throws -> Data {
        Data(Array((JSONWriter.text(of: try JSONValueEncoder.encode(value), indented: false) + "\n").utf8))
    }

    /// The value that a line holds; nil where it is none of the kind.
    package static func value<Value: Decodable>(_ type: Value.Type, in line: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try? decoder.decode(type, from: line)
    }
}
