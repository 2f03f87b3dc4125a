/// Bytes received and not yet used, taken off the front as lines or by number.
struct ByteBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where a line's end was looked for in vain.
    private var searched = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ new: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes.append(contentsOf: new)
    }

    /// The next line without its end, or nil where its end is not there yet.
    ///
    /// Lines end with CR LF; one or the other alone is refused.
    mutating func line() throws -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            return nil
        }
        let line = bytes[start...end].dropLast(2)
        guard end > start, bytes[end - 1] == UInt8(ascii: "\r"), !line.contains(UInt8(ascii: "\r")) else {
            throw ServerRefusal(400, "a line ends without CR LF")
        }
        start = end + 1
        searched = start
        return Array(line)
    }

    /// Up to `most` bytes off the front.
    mutating func take(_ most: Int) -> ArraySlice<UInt8> {
        let taken = bytes[start...].prefix(most)
        start += taken.count
        searched = start
        return taken
    }
}
