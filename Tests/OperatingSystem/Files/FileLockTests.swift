@testable import Base
@testable import OperatingSystem
import Support
import Foundation
import Synchronization
import Testing

@Suite("A lock")
struct FileLockTests {
    let files = LocalFileSystem()
    let folder: TemporaryFolder
    var lock: String { "\(folder.path)/state/it.lock" }

    init() throws { folder = try TemporaryFolder() }

    @Test("has one holder at a time, so no addition is lost")
    func excludes() async throws {
        let (files, lock, file) = (files, lock, "\(folder.path)/count")
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    try files.withLock(lock, patience: .seconds(60)) {
                        let count =
                            try files.read(file).map { String(decoding: $0, as: UTF8.self) }.flatMap(Int.init) ?? 0
                        try files.replace(file, with: Data(String(count + 1).utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try files.read(file) == Data("20".utf8))
    }

    @Test("held by another times out, and the work does not start")
    func patience() throws {
        try files.withLock(lock, patience: .zero) {
            _ = #expect(throws: FileError(.locked, path: lock)) {
                try files.withLock(lock, patience: .milliseconds(1)) { Issue.record("began") }
            }
        }
    }

    @Test("is released after the work, even if it failed")
    func released() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) { try files.withLock(lock, patience: .zero) { throw Failure() } }
        #expect(try files.withLock(lock, patience: .zero) { 5 } == 5)
    }

    @Test("of one file does not block another")
    func others() throws {
        try files.withLock(lock, patience: .zero) {
            try files.withLock("\(folder.path)/other.lock", patience: .zero) {}
        }
    }

    @Test("is a file that only its owner can read, and is not removed")
    func mode() throws {
        try files.withLock(lock, patience: .zero) {}
        #expect(try folder.mode("state/it.lock") == 0o600)
        #expect(try folder.mode("state") == 0o700)
    }

    @Test("cannot be taken on a folder")
    func folderAsLock() {
        #expect(throws: FileError(.notAFile, path: folder.path)) { try files.withLock(folder.path, patience: .zero) {} }
    }
}
