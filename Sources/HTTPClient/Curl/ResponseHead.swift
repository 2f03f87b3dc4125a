import Base

/// Parses the header lines of a response as they arrive.
///
/// Several blocks may come, such as `100 Continue` before the response itself: the last one counts. Trailers after
/// the body are added to it.
struct ResponseHead {
    /// The header fields of the last block.
    private(set) var headers = HTTPHeaders()
    /// The total size of all blocks, in bytes.
    private(set) var size = 0
    /// Whether the server speaks HTTP/2 or newer; nil before its first line.
    private(set) var isMultiplexed: Bool?

    /// Adds one line, including its line break.
    mutating func add(line bytes: some Collection<UInt8>) {
        size += bytes.count
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            headers = HTTPHeaders()
            isMultiplexed = !line.hasPrefix("HTTP/1")
        } else if line.hasPrefix(" ") || line.hasPrefix("\t") {
            continueLastField(trimmed(line[...]))
        } else if let colon = line.firstIndex(of: ":") {
            headers.add(String(line[..<colon]), trimmed(line[line.index(after: colon)...]))
        }
    }

    /// Until 2014, a value could continue on the next line (RFC 7230); such lines still occur.
    private mutating func continueLastField(_ rest: String) {
        guard let last = headers.fields.last, !rest.isEmpty else { return }
        let earlier = headers.fields.dropLast()
        headers = HTTPHeaders()
        for field in earlier { headers.add(field.name, field.value) }
        headers.add(last.name, last.value.isEmpty ? rest : last.value + " " + rest)
    }

    private func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
