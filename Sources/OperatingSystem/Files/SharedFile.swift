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

/// A file that others write, too, opened in place; links are followed.
struct SharedFile {
    let descriptor: FileDescriptor
    /// Whether it was created.
    private let isNew: Bool

    /// Locks a file itself: every program that writes the file agrees on that lock, whatever path it uses.
    ///
    /// A missing file is created.
    static func locked(_ path: String, patience: Duration) throws -> SharedFile {
        let wait = LockWait(path, patience: patience)
        while true {
            if let file = try tryLocked(path) { return file }
            try wait.nextBlocking()
        }
    }

    /// Returns nil if somebody else has the lock, or if the locked file was replaced.
    private static func tryLocked(_ path: String) throws(FileError) -> SharedFile? {
        let file = try open(path, [O_RDWR, O_RDONLY])
        do throws(FileError) {
            if try file.descriptor.tryLock(), try file.isStill(at: path) { return file }
        } catch {
            file.descriptor.close()
            throw error
        }
        file.descriptor.close()
        return nil
    }

    /// Releases the lock; removes a file that was created and got no content.
    func release() {
        if isNew, (try? descriptor.status().version.size) == 0, (try? isStill(at: descriptor.path)) == true {
            Folders.discard(descriptor.path)
        }
        descriptor.close()
    }

    /// Appends in one write, all or nothing.
    static func append(_ content: Data, to path: String) throws(FileError) {
        let file = try open(path, [O_WRONLY | O_APPEND])
        defer { file.descriptor.close() }
        try file.requireTaking(path)
        try file.descriptor.append(content)
        try? file.descriptor.synchronize()
    }

    /// Checks whether a number of bytes could be appended, and appends nothing.
    ///
    /// - Returns: False if there is no file.
    static func requireAppendable(_ path: String, size: Int) throws(FileError) -> Bool {
        if FileTarget(onDisk: path).kind == .nothing { return false }
        let file = try open(path, [O_WRONLY | O_APPEND])
        defer { file.descriptor.close() }
        try file.requireTaking(path)
        let before = try file.descriptor.status().version.size
        if let limit = Platform.fileSizeLimit, UInt64(before) + UInt64(size) > limit {
            throw FileError(.system(String(cString: strerror(EFBIG))), path: path)
        }
        // Space is reserved if the file system can do that.
        let error = Platform.reserve(file.descriptor.number, behind: before, size: size)
        if [ENOSPC, EDQUOT, EFBIG].contains(error) {
            throw FileError(.system(String(cString: strerror(error))), path: path)
        }
        return true
    }

    private func requireTaking(_ path: String) throws(FileError) {
        if try descriptor.status().isPlainFile || FileTarget(onDisk: path).kind == .nullDevice { return }
        throw FileError(.notAFile, path: path)
    }

    private func isStill(at path: String) throws(FileError) -> Bool {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { throw SystemCall.failure(path) }
        return FileTarget(onDisk: path).identity == FileStatus(status).identity
    }

    /// Opens a file in the first way that the system allows, or creates it for its owner alone.
    private static func open(_ path: String, _ ways: [Int32]) throws(FileError) -> SharedFile {
        while true {
            for way in ways {
                let number = SystemCall.retrying { openFile(path, way | O_NONBLOCK | O_CLOEXEC, 0) }
                if number >= 0 { return SharedFile(FileDescriptor(number: number, path: path), isNew: false) }
                if errno == ENOENT { break }
            }
            guard errno == ENOENT else { throw failure(path) }
            let flags = ways[0] | O_CREAT | O_EXCL | O_CLOEXEC
            let number = SystemCall.retrying { openFile(path, flags, 0o600) }
            if number >= 0 {
                _ = fchmod(number, 0o600)
                Ownership.adopt(path, number: number)
                return SharedFile(FileDescriptor(number: number, path: path), isNew: true)
            }
            // Another process was faster, unless this is a broken link.
            guard errno == EEXIST else { throw SystemCall.failure(path) }
            if FileTarget(onDisk: path).kind == .nothing, Folders.isLink(path) { throw FileError(.link, path: path) }
        }
    }

    private init(_ descriptor: FileDescriptor, isNew: Bool) {
        self.descriptor = descriptor
        self.isNew = isNew
    }

    private static func failure(_ path: String) -> FileError {
        let failure = SystemCall.failure(path)
        let traits = Platform.traits(of: Folders.followingLink(path))
        return traits.isImmutable || traits.isAppendOnly ? FileError(.immutable, path: path) : failure
    }
}

extension FileDescriptor {
    /// Whether its last line is complete; true for an empty file.
    var endsInLine: Bool {
        var last: UInt8 = 0
        guard let size = try? status().version.size, size > 0 else { return true }
        return pread(number, &last, 1, off_t(size) - 1) != 1 || last == UInt8(ascii: "\n")
    }

    /// Appends in one write; takes back a partial write if there was no space for the rest.
    package func append(_ content: Data) throws(FileError) {
        let count = content.withUnsafeBytes { bytes in
            SystemCall.retrying { systemWrite(number, bytes.baseAddress, bytes.count) }
        }
        if count == content.count { return }
        guard count >= 0 else { throw SystemCall.failure(path) }
        let end = lseek(number, 0, SEEK_CUR)
        if let size = try? status().version.size, size == end { _ = ftruncate(number, end - off_t(count)) }
        throw FileError(.system(String(cString: strerror(ENOSPC))), path: path)
    }
}

// The functions of these names above would hide the system's.
private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
