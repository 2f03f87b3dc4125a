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

/// The replacement of one file on disk, and how it can be done.
struct Replacement {
    private let path: String
    private let manner: FileReplacement
    /// The existing file; nil for a new one.
    private let present: FileIdentity?

    init(_ path: String, _ manner: FileReplacement) throws(FileError) {
        let path = manner.followsLinks ? Folders.followingLink(path) : path
        if !manner.followsLinks, Folders.isLink(path) { throw FileError(.link, path: path) }
        self.path = path
        self.manner = manner
        present = FileIdentity(path)
    }

    private var folder: String { FilePaths.parent(of: path) }
    private var inPlace: InPlaceFile { InPlaceFile(path, spareFolder: manner.spareFolder) }
    /// Returns the existing, shared file.
    private var shared: FileIdentity? { manner.sharing == .none ? nil : present }

    func perform(_ content: Data) throws(FileError) {
        if let shared, shared.isPlainFile {
            if isElsewhere(shared) { return try inPlace.write(content, isDurable: manner.isDurable) }
            let temporary: TemporaryFile
            do {
                temporary = try TemporaryFile.make(beside: path, isPrivate: manner.isPrivate)
            } catch {
                return try changeInPlace(content, instead: error)
            }
            return try putInPlace(of: shared, temporary, content)
        }
        try Folders.make(folder, isPrivate: manner.isPrivate)
        let temporary = try TemporaryFile.make(beside: path, isPrivate: manner.isPrivate)
        if manner.sharing != .none { temporary.adoptOwnerOfFolder() }
        try temporary.write(content, isDurable: manner.isDurable) { temporary throws(FileError) in
            try temporary.replaceTarget()
        }
        if manner.isDurable { Folders.synchronize(folder) }
    }

    /// Starts to write the program's own file piece by piece.
    func writer() throws(FileError) -> TemporaryFileWriter {
        if let present, !present.isPlainFile { throw FileError(.notAFile, path: path) }
        try Folders.make(folder, isPrivate: manner.isPrivate)
        return TemporaryFileWriter(
            temporary: try TemporaryFile.make(beside: path, isPrivate: manner.isPrivate), folder: folder,
            isDurable: manner.isDurable)
    }

    /// Renames a new file over the shared one, or writes that one in place if it has to stay.
    private func putInPlace(
        of shared: FileIdentity, _ temporary: TemporaryFile, _ content: Data
    ) throws(FileError) {
        var obstacle: FileError?
        // Before the content is forced to the disk: what is set later may be lost in a power failure.
        let isKept = temporary.adopt(shared, mode: mode(of: shared))
        try temporary.write(isKept ? content : Data(), isDurable: isKept && manner.isDurable) {
            temporary throws(FileError) in
            do throws(FileError) {
                guard isKept else { throw FileError(.sticky, path: path) }
                try temporary.replaceTarget()
            } catch {
                temporary.discard()
                obstacle = error
            }
        }
        if let obstacle { return try changeInPlace(content, instead: obstacle) }
        if manner.isDurable { Folders.synchronize(folder) }
    }

    private func changeInPlace(_ content: Data, instead obstacle: FileError) throws(FileError) {
        // If neither way works, the error has the reason of the usual one.
        guard let file = try? FileDescriptor.open(path, .changing) else {
            for place in [path, folder] {
                let traits = Platform.traits(of: place)
                if traits.isImmutable || traits.isAppendOnly { throw FileError(.immutable, path: place) }
            }
            throw obstacle
        }
        file.close()
        try inPlace.write(content, isDurable: manner.isDurable)
        if let shared, mode(of: shared) != shared.mode { _ = chmod(path, mode(of: shared)) }
    }

    private func mode(of shared: FileIdentity) -> mode_t {
        manner.sharing == .keptPrivate ? shared.privateMode : shared.mode
    }

    /// Does everything but the last step, and leaves no trace.
    func require(size: Int) throws(FileError) {
        guard Folders.exists(folder) else { throw FileError(.noFolder, path: path) }
        guard let present else { return try requireRoomBeside(size) }
        guard present.isPlainFile else { throw FileError(.notAFile, path: path) }
        let traits = Platform.traits(of: path)
        if traits.isImmutable || traits.isAppendOnly { throw FileError(.immutable, path: path) }
        let mustStay = obstacle(present, traits)
        if manner.sharing == .none {
            if let mustStay { throw mustStay }
            return try requireRoomBeside(size)
        }
        if let mustStay { return try requireInPlace(size, instead: mustStay) }
        do {
            try requireRoomBeside(size, adopting: present)
        } catch {
            try requireInPlace(size, instead: error)
        }
    }

    /// Returns why no other file can replace the existing one, even though one could be created next to it.
    private func obstacle(_ present: FileIdentity, _ traits: FileTraits) -> FileError? {
        if traits.isMountPoint { return FileError(.mountPoint, path: path) }
        let ofFolder = Platform.traits(of: folder)
        if ofFolder.isImmutable || ofFolder.isAppendOnly { return FileError(.immutable, path: folder) }
        if manner.sharing != .none, isElsewhere(present) { return FileError(.notAFile, path: path) }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_ISVTX != 0 else { return nil }
        let us = geteuid()
        return us == 0 || us == present.owner || us == status.st_uid ? nil : FileError(.sticky, path: path)
    }

    /// Returns whether the file is also visible in another place, where a replacement would not be.
    private func isElsewhere(_ file: FileIdentity) -> Bool { file.names > 1 || MountTable.shows(path) }

    private func requireInPlace(_ size: Int, instead obstacle: FileError) throws(FileError) {
        guard let file = try? FileDescriptor.open(path, .changing) else { throw obstacle }
        file.close()
        try inPlace.requireWritable(size: size)
    }

    private func requireRoomBeside(_ size: Int, adopting present: FileIdentity? = nil) throws(FileError) {
        let ofFolder = Platform.traits(of: folder)
        // A file created in such a folder could not be removed again.
        if ofFolder.isImmutable || ofFolder.isAppendOnly { throw FileError(.immutable, path: folder) }
        let temporary = try TemporaryFile.make(beside: path, isPrivate: true)
        // Some file systems notice only now that they are full.
        try temporary.write(Data(repeating: UInt8(ascii: "x"), count: size), isDurable: true) {
            temporary throws(FileError) in
            defer { temporary.discard() }
            if let present, !temporary.adopt(present, mode: present.mode) { throw FileError(.sticky, path: path) }
        }
    }
}
