import Base

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
import Synchronization

/// A file that is written next to another one, to replace it.
///
/// It is locked before its first byte and for as long as its writer lives. So a file left by a killed process is
/// recognized, and removed when the same file is next written: it may hold a secret.
struct TemporaryFile {
    private let descriptor: FileDescriptor
    private let target: String
    /// A text that no file of a user has in its name.
    private static let mark = ".writing-"

    /// Creates an empty file.
    static func make(beside target: String, isPrivate: Bool) throws(FileError) -> TemporaryFile {
        removeAbandoned(beside: target)
        let path = "\(target)\(mark)\(UInt32.random(in: 0...UInt32.max)).tmp"
        let descriptor = try FileDescriptor.create(path, isPrivate: isPrivate)
        // A file system without locks keeps old leftovers; that doesn't hurt any writer.
        _ = flock(descriptor.number, LOCK_EX | LOCK_NB)
        return TemporaryFile(descriptor: descriptor, target: target)
    }

    /// Writes the file, runs the rest, and removes the file unless it has replaced the other one by then.
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

    /// Appends to the file.
    func add(_ content: Data) throws(FileError) { try descriptor.write(content) }

    /// Removes the content.
    func empty() throws(FileError) {
        guard ftruncate(descriptor.number, 0) == 0, lseek(descriptor.number, 0, SEEK_SET) == 0 else {
            throw SystemCall.failure(target)
        }
    }

    /// Removes and closes the file.
    func abandon() {
        discard()
        descriptor.close()
    }

    /// Copies owner and permissions of another file; returns false if we may not set them.
    func adopt(_ identity: FileIdentity, mode: mode_t) -> Bool {
        guard let own = try? descriptor.status().identity else { return false }
        if own.owner != identity.owner || own.group != identity.group {
            guard fchown(descriptor.number, identity.owner, identity.group) == 0 else { return false }
        }
        return fchmod(descriptor.number, mode) == 0
    }

    /// Gives a new file in a user's own folder to that user, if root creates it.
    func adoptOwnerOfFolder() { Ownership.adopt(descriptor.path, number: descriptor.number) }

    /// Replaces the other file.
    func replaceTarget() throws(FileError) { try Folders.rename(descriptor.path, to: target) }

    func discard() { Folders.discard(descriptor.path) }

    /// How many more files are written to large folders before they are looked through again.
    private static let patience = Mutex<[String: Int]>([:])

    /// Removes what killed writers of the same file left.
    ///
    /// Looking through a folder for each of ten thousand files in it would take longer than writing them.
    private static func removeAbandoned(beside target: String) {
        let folder = FilePaths.parent(of: target)
        let isPatient = patience.withLock { patience in
            guard let rest = patience[folder], rest > 0 else { return false }
            patience[folder] = rest - 1
            return true
        }
        if isPatient { return }
        let beginning = FilePaths.name(of: target) + mark
        let names = (try? Folders.names(in: folder)) ?? []
        if names.count > 100 { patience.withLock { $0[folder] = names.count / 4 } }
        for name in names where name.hasPrefix(beginning) && name.hasSuffix(".tmp") {
            guard UInt32(name.dropFirst(beginning.count).dropLast(4)) != nil else { continue }
            removeIfAbandoned(FilePaths.join(folder, name))
        }
    }

    /// An empty file may be about to be locked; it holds nothing anyway.
    private static func removeIfAbandoned(_ path: String) {
        guard !Folders.isLink(path), let descriptor = try? FileDescriptor.open(path, .reading) else { return }
        defer { descriptor.close() }
        guard let status = try? descriptor.status(), status.isPlainFile, status.version.size > 0,
            flock(descriptor.number, LOCK_EX | LOCK_NB) == 0
        else { return }
        Folders.discard(path)
    }
}
