import Foundation

/// A folder of a test's own, gone with the last who holds it.
final class TemporaryFolder: Sendable {
    let url: URL

    /// - Parameter isInMemory: Whether it is for so many files that a disk would take the most time of all.
    init(isInMemory: Bool = false) throws {
        let memory = URL(filePath: "/dev/shm")
        let isThere = isInMemory && FileManager.default.isWritableFile(atPath: memory.path())
        let parent = isThere ? memory : FileManager.default.temporaryDirectory
        url = parent.appending(path: "astro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
