import Base

/// Received bytes that are consumed from the front, by lines or by number.
struct ByteBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    /// The index up to which there is no line end.
    private var searched = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }
    var first: UInt8? { isEmpty ? nil : bytes[start] }

    mutating func append(_ new: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes.append(contentsOf: new)
    }

    /// Returns the next line without its end, or nil if it isn't complete.
    ///
    /// Lines end with CR LF; a single CR or LF is refused.
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

    /// Returns up to `most` bytes from the front.
    mutating func take(_ most: Int) -> ArraySlice<UInt8> {
        let taken = bytes[start...].prefix(most)
        start += taken.count
        searched = start
        return taken
    }
}
