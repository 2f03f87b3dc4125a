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

/// A file that is changed in place, because no other file can replace it.
///
/// A reader may see a half-written file, so a second file holds the old and the new content until the change is
/// complete. The two tell a file that a killed process left half-written from one that somebody else has written since.
struct InPlaceFile {
    let path: String
    /// The possible places for the second file, the best one first.
    private let places: [String]

    /// - Parameter path: The file itself, not a link to it.
    init(_ path: String, spareFolder: String?) {
        self.path = path
        let name = "in-place-\(geteuid())-\(path.fingerprint).old"
        places = [path + ".in-place.old"] + [spareFolder, "/tmp"].compactMap { $0.map { FilePaths.join($0, name) } }
    }

    /// Returns the content, or the one from before if a process was killed while it changed the file.
    func read() throws(FileError) -> (content: Data, status: FileStatus)? {
        guard let (now, status) = try LocalFileSystem().readWithStatus(path) else { return nil }
        return (interrupted(now)?.change.old ?? now, status)
    }

    /// Replaces the content; on a failure the old content stays, or is in the file that the error names.
    func write(_ content: Data, isDurable: Bool) throws(FileError) {
        let file = try open()
        defer { file.close() }
        try restore(file)
        let change = Change(old: try LocalFileSystem().read(path) ?? Data(), new: content)
        let record = try keep(change, isDurable)
        do {
            try change.perform(on: file, isDurable)
        } catch {
            try undo(change, file, record)
            Folders.discard(record)
            throw error
        }
        Folders.discard(record)
    }

    /// Checks whether content of this size could be written, and leaves no trace.
    func requireWritable(size: Int) throws(FileError) {
        let file = try open()
        defer { file.close() }
        let old = Int(try file.status().version.size)
        let probe = Change(old: Data(repeating: UInt8(ascii: "x"), count: old), new: Data(count: size))
        if firstRecord() == nil { Folders.discard(try keep(probe, true)) }
        var disk = statvfs()
        guard fstatvfs(file.number, &disk) == 0 else { return }
        guard Int(disk.f_bavail) * Int(disk.f_frsize) > size - old else {
            throw FileError(.system(String(cString: strerror(ENOSPC))), path: path)
        }
    }

    private func open() throws(FileError) -> FileDescriptor {
        guard let file = try FileDescriptor.open(path, .changing) else {
            throw FileError(.system(String(cString: strerror(ENOENT))), path: path)
        }
        do throws(FileError) {
            guard try file.status().isPlainFile else { throw FileError(.notAFile, path: path) }
            return file
        } catch {
            file.close()
            throw error
        }
    }

    /// Reverts a change that a killed process didn't finish.
    private func restore(_ file: FileDescriptor) throws(FileError) {
        guard let record = firstRecord() else { return }
        if let now = try LocalFileSystem().read(path), let (change, record) = interrupted(now) {
            try undo(change, file, record)
        }
        Folders.discard(record)
    }

    private func undo(_ change: Change, _ file: FileDescriptor, _ record: String) throws(FileError) {
        do {
            try change.reversed.perform(on: file, true)
        } catch {
            throw FileError(.system("it is half-written; its old content is in \(record)"), path: path)
        }
    }

    /// Saves a change in the first place that accepts it.
    private func keep(_ change: Change, _ isDurable: Bool) throws(FileError) -> String {
        var failure: FileError?
        for place in places {
            do throws(FileError) {
                try keep(change, isDurable, at: place)
                return place
            } catch {
                failure = failure ?? error
            }
        }
        throw failure ?? FileError(.noFolder, path: path)
    }

    private func keep(_ change: Change, _ isDurable: Bool, at place: String) throws(FileError) {
        try Folders.make(FilePaths.parent(of: place))
        let file = try FileDescriptor.create(place)
        defer { file.close() }
        do {
            try file.write(change.encoded)
            if isDurable { try file.synchronize() }
        } catch {
            Folders.discard(place)
            throw error
        }
    }

    /// Returns the unfinished change, if the content can be the result of it.
    private func interrupted(_ now: Data) -> (change: Change, place: String)? {
        guard let place = firstRecord(), let content = try? LocalFileSystem().read(place),
            let change = Change(content), now != change.old, now != change.new, change.mayLeave(now)
        else { return nil }
        return (change, place)
    }

    /// Returns the place of our second file.
    private func firstRecord() -> String? {
        let owner = FileIdentity(path)?.owner
        return places.first { place in
            guard let identity = FileIdentity(place), identity.isPlainFile else { return false }
            return identity.owner == geteuid() || identity.owner == owner
        }
    }
}

/// The old and the new content of a file that is changed in place.
private struct Change {
    let old: Data
    let new: Data
    private static let mark = "in-place"

    init(old: Data, new: Data) {
        self.old = old
        self.new = new
    }

    /// Parses the result of ``encoded``.
    init?(_ content: Data) {
        guard let end = content.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: content[..<end], as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[0] == Self.mark, let old = Int(words[1]), let new = Int(words[2]),
            old >= 0, new >= 0
        else { return nil }
        let rest = content[(end + 1)...]
        guard old <= rest.count, rest.count - old == new else { return nil }
        self.init(old: Data(rest.prefix(old)), new: Data(rest.suffix(new)))
    }

    var encoded: Data { Data("\(Self.mark) \(old.count) \(new.count)\n".utf8) + old + new }

    var reversed: Change { Change(old: new, new: old) }

    /// Appends first if space is needed: without space, nothing has changed yet.
    func perform(on file: FileDescriptor, _ isDurable: Bool) throws(FileError) {
        if new.count > old.count {
            try file.write(Data(new.suffix(new.count - old.count)), at: old.count)
            if isDurable { try file.synchronize() }
        }
        try file.write(Data(new.prefix(old.count)), at: 0)
        try file.truncate(to: new.count)
        if isDurable { try file.synchronize() }
    }

    /// Returns whether a file can look like this during the change: each byte is the old or the new one.
    func mayLeave(_ content: Data) -> Bool {
        let (content, old, new) = (Array(content), Array(old), Array(new))
        guard content.count >= min(old.count, new.count), content.count <= max(old.count, new.count) else {
            return false
        }
        return content.indices.allSatisfy { index in
            (index < old.count && content[index] == old[index]) || (index < new.count && content[index] == new[index])
        }
    }
}
