import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// An open file.
///
/// The code that opened it closes it, with ``close()`` or ``closing(_:)``.
struct FileDescriptor {
    /// The ways to open a file.
    enum Purpose {
        case reading
        case locking
        case appending
        /// To change an existing file that isn't a link; nothing is created.
        case changing
    }

    /// The result of `fstat` on an open file.
    struct Status {
        let identity: FileIdentity
        let version: FileVersion
        let access: FileStatus

        var isPlainFile: Bool { identity.isPlainFile }
    }

    let number: Int32
    let path: String

    /// Opens a file; returns nil if it doesn't exist.
    static func open(_ path: String, _ purpose: Purpose) throws(FileError) -> FileDescriptor? {
        let flags =
            switch purpose {
            case .reading: O_RDONLY | O_NONBLOCK
            case .locking: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
            case .appending: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK
            case .changing: O_WRONLY | O_NOFOLLOW | O_NONBLOCK
            }
        let number = SystemCall.retrying { openFile(path, flags | O_CLOEXEC, 0o600) }
        if number < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard number >= 0 else { throw SystemCall.failure(path) }
        let descriptor = FileDescriptor(number: number, path: path)
        guard purpose == .locking || purpose == .appending else { return descriptor }
        do {
            try descriptor.requirePlainFile()
        } catch {
            descriptor.close()
            throw error
        }
        Ownership.adopt(path, number: number)
        return descriptor
    }

    /// Opens the lock file at a path, or the file that it locks if no lock file can be created.
    static func lockFile(_ path: String) throws(FileError) -> FileDescriptor {
        do throws(FileError) {
            try Folders.make(FilePaths.parent(of: path))
            if let descriptor = try open(path, .locking) { return descriptor }
            throw FileError(.system("the lock cannot be made"), path: path)
        } catch {
            guard case .system = error.reason, path.hasSuffix(".lock") else { throw error }
            // A user who may write only the file itself can lock that; so does everybody else with the same folder.
            guard let descriptor = try? open(String(path.dropLast(5)), .reading) else { throw error }
            guard (try? descriptor.requirePlainFile()) != nil else {
                descriptor.close()
                throw error
            }
            return descriptor
        }
    }

    func requirePlainFile() throws(FileError) {
        guard try status().isPlainFile else { throw FileError(.notAFile, path: path) }
    }

    /// Creates a file that only its owner can read, or everybody; fails if it exists.
    static func create(_ path: String, isPrivate: Bool = true) throws(FileError) -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let number = SystemCall.retrying { openFile(path, flags, isPrivate ? 0o600 : 0o644) }
        guard number >= 0 else { throw SystemCall.failure(path) }
        // The umask may remove even the owner's permissions.
        if isPrivate { _ = fchmod(number, 0o600) }
        return FileDescriptor(number: number, path: path)
    }

    func closing<Result>(_ body: (FileDescriptor) throws(FileError) -> Result) throws(FileError) -> Result {
        defer { close() }
        return try body(self)
    }

    func close() {
        _ = systemClose(number)
    }

    func status() throws(FileError) -> Status {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemCall.failure(path) }
        let changed = Platform.changeTime(of: status)
        return Status(
            identity: FileIdentity(status),
            version: FileVersion(inode: UInt64(status.st_ino), size: Int64(status.st_size), changed: changed),
            access: FileStatus(status))
    }

    func readToEnd() throws(FileError) -> Data {
        var content = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = SystemCall.retrying { read(number, &buffer, buffer.count) }
            guard count >= 0 else { throw SystemCall.failure(path) }
            guard count > 0 else { return content }
            content.append(contentsOf: buffer[..<count])
        }
    }

    /// Writes at an offset, and leaves the rest of the file.
    func write(_ content: Data, at offset: Int) throws(FileError) {
        var rest = content[...]
        while !rest.isEmpty {
            let place = off_t(offset + content.count - rest.count)
            let count = rest.withUnsafeBytes { bytes in
                SystemCall.retrying { pwrite(number, bytes.baseAddress, bytes.count, place) }
            }
            guard count >= 0 else { throw SystemCall.failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Truncates the file.
    func truncate(to size: Int) throws(FileError) {
        guard SystemCall.retrying({ ftruncate(number, off_t(size)) }) == 0 else { throw SystemCall.failure(path) }
    }

    func write(_ content: Data) throws(FileError) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                SystemCall.retrying { systemWrite(number, bytes.baseAddress, bytes.count) }
            }
            guard count >= 0 else { throw SystemCall.failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Forces the written data to the disk.
    func synchronize() throws(FileError) {
        guard SystemCall.retrying({ Platform.synchronize(number) }) == 0 else { throw SystemCall.failure(path) }
    }

    /// Forces data written within the file's size to the disk.
    func synchronizeContent() throws(FileError) {
        guard SystemCall.retrying({ Platform.synchronizeContent(number) }) == 0 else { throw SystemCall.failure(path) }
    }

    /// Takes the exclusive lock; returns false if another process holds it.
    func tryLock() throws(FileError) -> Bool {
        if SystemCall.retrying({ flock(number, LOCK_EX | LOCK_NB) }) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw lockFailure() }
        return false
    }

    func unlock() { _ = flock(number, LOCK_UN) }

    /// Some local and network file systems have no locks.
    private func lockFailure() -> FileError {
        [ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL].contains(errno)
            ? FileError(.noLocks, path: path) : SystemCall.failure(path)
    }
}

extension FileStatus {
    /// Creates a status from the system's, whose numbers have different types on different systems.
    package init(_ status: stat) {
        self.init(
            identity: Identity(
                device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino)),
            owner: UInt32(status.st_uid), mode: UInt16(truncatingIfNeeded: status.st_mode & 0o7777))
    }
}

// The methods of these names above would hide the system's functions.
private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ number: Int32) -> Int32 { close(number) }
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
