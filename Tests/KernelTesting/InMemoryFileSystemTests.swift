import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("Files in memory")
struct InMemoryFileSystemTests {
    @Test("are read, replaced and removed like on a disk, with a new version each time")
    func changes() throws {
        let files = InMemoryFileSystem(["/a": "1"], allowsWriting: true)
        let first = try files.version(of: "/a")
        try files.replace("/a", with: Data("1".utf8))
        #expect(try files.version(of: "/a") != first)
        #expect(files.texts == ["/a": "1"])
        try files.remove("/a")
        #expect(try files.read("/a") == nil)
        #expect(try files.version(of: "/a") == nil)
    }

    @Test("refuse writes unless allowed, and record the attempt")
    func refused() {
        let files = InMemoryFileSystem(["/a": "1"])
        #expect(throws: FileError.self) { try files.replace("/a", with: Data()) }
        #expect(throws: FileError.self) { try files.remove("/b") }
        #expect(files.refused == ["/a", "/b"])
        #expect(files.texts == ["/a": "1"])
    }
}
