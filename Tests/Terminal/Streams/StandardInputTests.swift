@testable import Terminal
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Stdin")
struct StandardInputTests {
    /// A pipe that contains these bytes and then ends.
    func input(_ bytes: [UInt8]) throws -> (StandardInput, close: () -> Void) {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let reading = ends[0]
        try #require(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        return (StandardInput(reading), { close(reading) })
    }

    @Test("is read to its end, byte for byte")
    func whole() async throws {
        let bytes = Array("a\r\n\n".utf8) + [0, 0xFF, 0xC3] + [UInt8](repeating: 7, count: 10_000)
        let (input, close) = try input(bytes)
        defer { close() }
        #expect(try await input.readToEnd(limit: 1 << 20) == bytes)
        #expect(try await input.readToEnd(limit: 1 << 20) == [])
        #expect(try await input.readLine() == nil)
    }

    @Test("is not read past a limit")
    func limit() async throws {
        let (input, close) = try input([UInt8](repeating: 7, count: 20_000))
        defer { close() }
        #expect(try await input.readToEnd(limit: 5_001).count == 5_001)
    }

    @Test("is read to its end after lines that were read")
    func afterLine() async throws {
        let (input, close) = try input(Array("first\nsecond\nthird".utf8))
        defer { close() }
        #expect(try await input.readLine() == "first")
        #expect(try await input.readToEnd(limit: 100) == Array("second\nthird".utf8))
    }
}
