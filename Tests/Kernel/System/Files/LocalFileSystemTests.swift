import Foundation
import Kernel
import Testing

@Suite("The disk")
struct LocalFileSystemTests {
    let files = LocalFileSystem()
    let folder: TemporaryFolder
    var file: String { "\(folder.path)/a/b/file" }

    init() throws { folder = try TemporaryFolder() }

    @Test("gives back what was written, whatever it is", arguments: [0, 1, 65_535, 65_536, 3_000_000])
    func roundTrip(size: Int) throws {
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try files.replace(file, with: content)
        #expect(try files.read(file) == content)
    }

    @Test("makes files that only their owner can read, in folders that only their owner can enter")
    func modes() throws {
        try files.replace(file, with: Data("x".utf8))
        #expect(try folder.mode("a/b/file") == 0o600)
        #expect(try folder.mode("a") == 0o700)
        #expect(try folder.mode("a/b") == 0o700)
    }

    @Test("leaves the mode of a folder that is there, and tightens that of a file it replaces")
    func existingModes() throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/a/b", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        _ = FileManager.default.createFile(atPath: file, contents: Data(), attributes: [.posixPermissions: 0o644])
        try files.replace(file, with: Data("x".utf8))
        #expect(try folder.mode("a/b") == 0o755)
        #expect(try folder.mode("a/b/file") == 0o600)
    }

    @Test("has no temporary file left after writing")
    func noTemporary() throws {
        for text in ["one", "two"] { try files.replace(file, with: Data(text.utf8)) }
        #expect(folder.contents == ["a", "a/b", "a/b/file"])
    }

    @Test("keeps what was there when it cannot be replaced, and no temporary file")
    func failedReplace() throws {
        try files.replace("\(file)/inside", with: Data("old".utf8))
        #expect(throws: FileError(.notAFile, path: file)) { try files.replace(file, with: Data("new".utf8)) }
        #expect(folder.contents == ["a", "a/b", "a/b/file", "a/b/file/inside"])
        #expect(try files.read("\(file)/inside") == Data("old".utf8))
    }

    @Test("cannot write below a file, and says so")
    func belowFile() throws {
        try files.replace(file, with: Data())
        #expect(throws: FileError.self) { try files.replace("\(file)/below", with: Data()) }
        #expect(try files.read("\(file)/below") == nil)
    }

    @Test("has nothing where no file is")
    func nothing() throws {
        #expect(try files.read(file) == nil)
        #expect(try files.version(of: file) == nil)
        try files.remove(file)
    }

    @Test("does not read what is no plain file")
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

    @Test("follows a symbolic link when it reads and when it replaces, so that a linked config stays linked")
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

    @Test("replaces a symbolic link that leads nowhere by the file")
    func danglingLink() throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "nowhere")
        #expect(try files.read("\(folder.path)/link") == nil)
        try files.replace("\(folder.path)/link", with: Data("new".utf8))
        #expect(try files.read("\(folder.path)/link") == Data("new".utf8))
        #expect(folder.contents == ["link"])
    }

    @Test("changes a file's version whenever it is replaced, though by the same bytes, and not otherwise")
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

    @Test("is written by many at once without a torn file")
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

    @Test("removes what a killed writer of the same file left, and nothing else")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        let files = LocalFileSystem()
        let path = "\(folder.path)/a"
        let kept = [
            "a.astro-1.tmp.bak", "a.astro-x.tmp", "b.astro-1.tmp", "aa.astro-1.tmp", "a.astro-2.tmp", "a.2024.tmp",
        ]
        for name in kept + ["a.astro-1.tmp"] { try files.replace("\(folder.path)/\(name)", with: Data("left".utf8)) }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/a.astro-3.tmp", withDestinationPath: "b.astro-1.tmp")
        _ = FileManager.default.createFile(atPath: "\(folder.path)/a.astro-4.tmp", contents: nil)
        try files.withLock("\(folder.path)/a.astro-2.tmp", patience: .zero) {
            try files.replace(path, with: Data("new".utf8))
        }
        #expect(Set(try files.names(in: folder.path)) == Set(kept + ["a", "a.astro-3.tmp", "a.astro-4.tmp"]))
        #expect(try files.read(path) == Data("new".utf8))
    }
}
