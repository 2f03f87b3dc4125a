#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written beside another, to take its place.
///
/// It is locked before its first byte and for as long as its writer lives. So what a killed process left is known for
/// what it is, and goes when the same file is next written: it may hold a secret.
struct TemporaryFile {
    private let descriptor: FileDescriptor
    private let target: String
    /// What no file of a person's own has in its name.
    private static let mark = ".astro-"

    /// Makes an empty one.
    static func make(beside target: String, isPrivate: Bool) throws(FileError) -> TemporaryFile {
        removeAbandoned(beside: target)
        let path = "\(target)\(mark)\(UInt32.random(in: 0...UInt32.max)).tmp"
        let descriptor = try FileDescriptor.create(path, isPrivate: isPrivate)
        // A file system without locks keeps what is left there; no writer is worse off.
        _ = flock(descriptor.number, LOCK_EX | LOCK_NB)
        return TemporaryFile(descriptor: descriptor, target: target)
    }

    /// Writes it, runs the rest, and removes it where it has not taken the other's place by then.
    func write(
        _ content: Data, isDurable: Bool, then body: (TemporaryFile) throws(FileError) -> Void
    ) throws(FileError) {
        defer { descriptor.close() }
        do {
            try descriptor.write(content)
            if isDurable { try descriptor.synchronize() }
            try body(self)
        } catch {
            discard()
            throw error
        }
    }

    /// Takes the other's place.
    func replaceTarget() throws(FileError) { try Folders.rename(descriptor.path, to: target) }

    func discard() { Folders.discard(descriptor.path) }

    private static func removeAbandoned(beside target: String) {
        let folder = FilePaths.parent(of: target)
        let beginning = FilePaths.name(of: target) + mark
        for name in (try? Folders.names(in: folder)) ?? [] where name.hasPrefix(beginning) && name.hasSuffix(".tmp") {
            guard UInt32(name.dropFirst(beginning.count).dropLast(4)) != nil else { continue }
            removeIfAbandoned(FilePaths.join(folder, name))
        }
    }

    /// One without a byte may be about to be locked; it holds nothing anyway.
    private static func removeIfAbandoned(_ path: String) {
        guard !Folders.isLink(path), let descriptor = try? FileDescriptor.open(path, .reading) else { return }
        defer { descriptor.close() }
        guard let status = try? descriptor.status(), status.isPlainFile, status.version.size > 0,
            flock(descriptor.number, LOCK_EX | LOCK_NB) == 0
        else { return }
        Folders.discard(path)
    }
}
