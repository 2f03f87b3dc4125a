@testable import Base
@testable import OperatingSystem
import Foundation
import Support
import Testing

@Suite("A file that is written piece by piece")
struct FileWriterTests {
    private let folder: TemporaryFolder
    private let files = LocalFileSystem()

    init() throws { folder = try TemporaryFolder() }

    private var path: String { "\(folder.path)/new/file" }

    private func writer() throws -> any FileWriter { try files.writer(of: path, FileReplacement()) }

    private func text() throws -> String? { try files.read(path).map { String(decoding: $0, as: UTF8.self) } }

    private func names() throws -> [String] { try files.names(in: FilePaths.parent(of: path)) }

    @Test("appears when it is complete, and not before")
    func whole() throws {
        let writer = try writer()
        try writer.write(Data("one ".utf8))
        #expect(try text() == nil)
        try writer.write(Data("two".utf8))
        try writer.commit()
        #expect(try text() == "one two")
        #expect(try names() == ["file"])
        #expect(try files.status(of: path)?.mode == 0o600)
    }

    @Test("starts over without a trace of what was written")
    func restarted() throws {
        let writer = try writer()
        try writer.write(Data("a long beginning".utf8))
        try writer.restart()
        try writer.write(Data("short".utf8))
        try writer.commit()
        #expect(try text() == "short")
    }

    @Test("keeps the old file when it is discarded")
    func discarded() throws {
        try files.replace(path, with: Data("old".utf8))
        let writer = try writer()
        try writer.write(Data("new".utf8))
        writer.discard()
        #expect(try text() == "old")
        #expect(try names() == ["file"])
    }

    @Test("is refused if its path is a folder")
    func folderThere() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        #expect(throws: FileError(.notAFile, path: path)) { try writer() }
    }
}
