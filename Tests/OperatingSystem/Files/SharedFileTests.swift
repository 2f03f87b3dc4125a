import Support
import Foundation
import Testing

@testable import OperatingSystem

@Suite("A file with other writers")
struct SharedFileTests {
    let files = LocalFileSystem()
    let folder: TemporaryFolder
    let kept = FileReplacement(sharing: .kept)
    var file: String { "\(folder.path)/file" }
    var record: String { "\(file).in-place.old" }

    init() throws {
        folder = try TemporaryFolder()
        try files.replace(file, with: Data("old content".utf8))
    }

    private func inode(_ path: String) throws -> UInt64? { try files.version(of: path)?.inode }

    @Test("keeps its mode", arguments: [0o600, 0o640, 0o664, 0o444, 0o755])
    func mode(mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        try files.replace(file, with: Data("new".utf8), kept)
        #expect(try folder.mode("file") == mode)
        #expect(try files.read(file) == Data("new".utf8))
        #expect(folder.contents == ["file"])
    }

    @Test("becomes private to its owner if everybody could read it and it holds secrets")
    func privateMode() throws {
        for (before, after) in [(0o644, 0o600), (0o664, 0o600), (0o640, 0o640), (0o660, 0o660), (0o600, 0o600)] {
            try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: file)
            try files.replace(file, with: Data("\(before)".utf8), FileReplacement(sharing: .keptPrivate))
            #expect(try folder.mode("file") == after)
        }
    }

    @Test("with two hard links keeps both, and is written in place", arguments: [0, 5, 11, 20, 300_000])
    func twoNames(size: Int) throws {
        try FileManager.default.linkItem(atPath: file, toPath: "\(folder.path)/other")
        let before = try inode(file)
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try files.requireReplaceable(file, size: size, kept)
        #expect(folder.contents == ["file", "other"])
        try files.replace(file, with: content, kept)
        #expect(try files.read("\(folder.path)/other") == content)
        #expect(try inode(file) == before)
        #expect(folder.contents == ["file", "other"])
    }

    @Test("left half-written by a killed process reads as before, and is repaired by the next write")
    func interrupted() throws {
        let (old, new) = ("old content", "a new and longer one")
        try Data("in-place \(old.count) \(new.count)\n\(old)\(new)".utf8).write(to: URL(filePath: record))
        let torn = "a new and lo" + new.dropFirst(12)
        for left in [old + new.dropFirst(old.count), "a new " + old.dropFirst(6) + new.dropFirst(old.count)] {
            try Data(left.utf8).write(to: URL(filePath: file))
            #expect(try files.readShared(file, kept)?.content == Data(old.utf8))
        }
        #expect(torn == new)
        for whole in [old, new, "what another program has written since"] {
            try Data(whole.utf8).write(to: URL(filePath: file))
            #expect(try files.readShared(file, kept)?.content == Data(whole.utf8))
        }
        try FileManager.default.linkItem(atPath: file, toPath: "\(folder.path)/other")
        try files.replace(file, with: Data("third".utf8), kept)
        #expect(try files.readShared(file, kept)?.content == Data("third".utf8))
        #expect(folder.contents == ["file", "other"])
    }

    @Test("is refused if it is a folder, a pipe, or a link that must not be followed")
    func otherKinds() throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "file")
        mkfifo("\(folder.path)/pipe", 0o600)
        for path in [folder.path, "\(folder.path)/pipe"] {
            #expect(throws: FileError(.notAFile, path: path)) { try files.requireReplaceable(path, size: 1, kept) }
        }
        let link = "\(folder.path)/link"
        #expect(throws: FileError(.link, path: link)) {
            try files.requireReplaceable(link, size: 1, FileReplacement(followsLinks: false, sharing: .kept))
        }
        try files.requireReplaceable(link, size: 1, kept)
    }
}
