/// Converts property names to the names that people type.
package enum PropertyName {
    // Byte by byte: every argument of the running command is named here, and nearly all letters are ASCII.

    /// `gardenID` becomes `garden-id`.
    package static func dashed(_ name: String) -> String {
        var result: [UInt8] = []
        var previousWasLower = false
        for byte in name.utf8 {
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            if isUpper, previousWasLower { result.append(UInt8(ascii: "-")) }
            result.append(isUpper ? byte | 0x20 : byte)
            previousWasLower = !isUpper
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `garden-id` becomes `GARDEN_ID`.
    package static func placeholder(_ name: String) -> String {
        String(
            decoding: name.uppercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }
}
