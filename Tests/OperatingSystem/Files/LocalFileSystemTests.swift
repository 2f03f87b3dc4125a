import Support
import Foundation
import Testing

@testable import OperatingSystem

@Suite("The disk")
struct LocalFileSystemTests {
    let files = LocalFileSystem()
    let folder: TemporaryFolder
    var file: String { "\(folder.path)/a/b/file" }

    init() throws { folder = try TemporaryFolder() }

    @Test("returns the bytes that were written", arguments: [0, 1, 65_535, 65_536, 3_000_000])
    func roundTrip(size: Int) throws {
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try files.replace(file, with: content)
        #expect(try files.read(file) == content)
    }

    @Test("creates files and folders that only their owner can read")
    func modes() throws {
        try files.replace(file, with: Data("x".utf8))
        #expect(try folder.mode("a/b/file") == 0o600)
        #expect(try folder.mode("a") == 0o700)
        #expect(try folder.mode("a/b") == 0o700)
    }

    @Test("keeps the mode of an existing folder, and tightens the mode of a file it replaces")
    func existingModes() throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/a/b", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        _ = FileManager.default.createFile(atPath: file, contents: Data(), attributes: [.posixPermissions: 0o644])
        try files.replace(file, with: Data("x".utf8))
        #expect(try folder.mode("a/b") == 0o755)
        #expect(try folder.mode("a/b/file") == 0o600)
    }

    @Test("has no temporary file left after a write")
    func noTemporary() throws {
        for text in ["one", "two"] { try files.replace(file, with: Data(text.utf8)) }
        #expect(folder.contents == ["a", "a/b", "a/b/file"])
    }

    @Test("keeps the old content if a replacement fails, and leaves no temporary file")
    func failedReplace() throws {
        try files.replace("\(file)/inside", with: Data("old".utf8))
        #expect(throws: FileError(.notAFile, path: file)) { try files.replace(file, with: Data("new".utf8)) }
        #expect(folder.contents == ["a", "a/b", "a/b/file", "a/b/file/inside"])
        #expect(try files.read("\(file)/inside") == Data("old".utf8))
    }

    @Test(
        "appends a line on a line of its own, also after one that was cut off",
        arguments: [("", "new\n"), ("old\n", "old\nnew\n"), ("o", "o\nnew\n")])
    func appendLine(before: String, after: String) throws {
        try files.replace(file, with: Data(before.utf8))
        try files.appendLine(Data("new\n".utf8), to: file)
        #expect(try files.read(file) == Data(after.utf8))
    }

    @Test("reports a path that leads through a file")
    func belowFile() throws {
        try files.replace(file, with: Data())
        #expect(throws: FileError.self) { try files.replace("\(file)/below", with: Data()) }
        #expect(try files.read("\(file)/below") == nil)
    }

    @Test("has no content for a missing file")
    func nothing() throws {
        #expect(try files.read(file) == nil)
        #expect(try files.version(of: file) == nil)
        try files.remove(file)
    }

    @Test("refuses to read anything but a plain file")
    func notAFile() throws {
        #expect(throws: FileError(.notAFile, path: folder.path)) { try files.read(folder.path) }
        mkfifo("\(folder.path)/pipe", 0o600)
        #expect(throws: FileError(.notAFile, path: "\(folder.path)/pipe")) { try files.read("\(folder.path)/pipe") }
    }

    @Test("removes a file, and not a folder")
    func remove() throws {
        try files.replace(file, with: Data())
        try files.remove(file)
        #expect(try files.read(file) == nil)
        #expect(throws: FileError.self) { try files.remove("\(folder.path)/a") }
    }

    @Test("follows a symbolic link when reading and replacing, so a linked config stays linked")
    func symbolicLink() throws {
        let target = "\(folder.path)/elsewhere/target"
        try files.replace(target, with: Data("old".utf8))
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link", withDestinationPath: "elsewhere/target")
        try files.replace("\(folder.path)/link", with: Data("new".utf8))
        #expect(try files.read(target) == Data("new".utf8))
        #expect(try files.read("\(folder.path)/link") == Data("new".utf8))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/link") == "elsewhere/target")
    }

    @Test("replaces a dangling symbolic link with the file")
    func danglingLink() throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "nowhere")
        #expect(try files.read("\(folder.path)/link") == nil)
        try files.replace("\(folder.path)/link", with: Data("new".utf8))
        #expect(try files.read("\(folder.path)/link") == Data("new".utf8))
        #expect(folder.contents == ["link"])
    }

    @Test("changes a file's version on every replacement, even by the same bytes, and only then")
    func versions() throws {
        var versions: [FileVersion?] = []
        for text in ["a", "a", "b"] {
            try files.replace(file, with: Data(text.utf8))
            versions += [try files.version(of: file)]
            #expect(try files.version(of: file) == versions.last)
        }
        #expect(versions[0] != versions[1])
        #expect(versions[1] != versions[2])
    }

    @Test("survives many writers at once without a torn file")
    func concurrent() async throws {
        let (files, file) = (files, file)
        let contents = (0..<8).map { Data(repeating: UInt8($0), count: 50_000) }
        try await withThrowingTaskGroup { group in
            for content in contents { group.addTask { try files.replace(file, with: content) } }
            try await group.waitForAll()
        }
        let read = try #require(try files.read(file))
        #expect(contents.contains(read))
        #expect(folder.contents == ["a", "a/b", "a/b/file"])
    }

    @Test("removes leftovers of a killed writer of the same file, and nothing else")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        let files = LocalFileSystem()
        let path = "\(folder.path)/a"
        let kept = [
            "a.writing-1.tmp.bak", "a.writing-x.tmp", "b.writing-1.tmp", "aa.writing-1.tmp", "a.writing-2.tmp",
            "a.2024.tmp",
        ]
        for name in kept + ["a.writing-1.tmp"] { try files.replace("\(folder.path)/\(name)", with: Data("left".utf8)) }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/a.writing-3.tmp", withDestinationPath: "b.writing-1.tmp")
        _ = FileManager.default.createFile(atPath: "\(folder.path)/a.writing-4.tmp", contents: nil)
        try files.withLock("\(folder.path)/a.writing-2.tmp", patience: .zero) {
            try files.replace(path, with: Data("new".utf8))
        }
        #expect(Set(try files.names(in: folder.path)) == Set(kept + ["a", "a.writing-3.tmp", "a.writing-4.tmp"]))
        #expect(try files.read(path) == Data("new".utf8))
    }

    @Test("removes a leftover in a large folder, too, after a share of its files at the latest")
    func abandonedAmongMany() throws {
        let folder = try TemporaryFolder()
        let files = LocalFileSystem()
        for number in 0..<150 {
            #expect(FileManager.default.createFile(atPath: "\(folder.path)/\(number)", contents: nil))
        }
        let left = "\(folder.path)/a.writing-1.tmp"
        try Data("left".utf8).write(to: URL(filePath: left))
        // The first listing of the folder finds it.
        try files.replace("\(folder.path)/a", with: Data())
        #expect(!FileManager.default.fileExists(atPath: left))
        try Data("left".utf8).write(to: URL(filePath: left))
        for _ in 0...152 / 4 { try files.replace("\(folder.path)/a", with: Data()) }
        #expect(!FileManager.default.fileExists(atPath: left))
    }
}
