/// Reads the header lines of an answer as they come in.
///
/// Several blocks may come, such as `100 Continue` before the answer itself: the last one counts. Lines that
/// follow the body (trailers) are added to it.
struct ResponseHead {
    /// The header fields of the last block.
    private(set) var headers = HTTPHeaders()
    /// How many bytes all blocks had together.
    private(set) var size = 0

    /// Takes one line, with its line break.
    mutating func add(line bytes: some Collection<UInt8>) {
        size += bytes.count
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            headers = HTTPHeaders()
        } else if line.hasPrefix(" ") || line.hasPrefix("\t") {
            continueLastField(trimmed(line[...]))
        } else if let colon = line.firstIndex(of: ":") {
            headers.add(String(line[..<colon]), trimmed(line[line.index(after: colon)...]))
        }
    }

    /// A value could go on in the next line until 2014 (RFC 7230); such lines still come.
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
