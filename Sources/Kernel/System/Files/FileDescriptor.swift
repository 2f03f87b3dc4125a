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

/// An open file.
///
/// It is closed by whoever opened it, with ``close()`` or ``closing(_:)``.
struct FileDescriptor {
    /// What a file is opened for.
    enum Purpose {
        case reading
        case locking
        case appending
    }

    /// What `fstat` tells of an open file.
    struct Status {
        let isPlainFile: Bool
        let version: FileVersion
    }

    let number: Int32
    let path: String

    /// Opens a file; nil where there is none.
    static func open(_ path: String, _ purpose: Purpose) throws(FileError) -> FileDescriptor? {
        let flags =
            switch purpose {
            case .reading: O_RDONLY | O_NONBLOCK
            case .locking: O_RDWR | O_CREAT
            case .appending: O_WRONLY | O_APPEND | O_CREAT
            }
        let number = SystemCall.retrying { openFile(path, flags | O_CLOEXEC, 0o600) }
        if number < 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard number >= 0 else { throw SystemCall.failure(path) }
        return FileDescriptor(number: number, path: path)
    }

    /// Makes a new file that only its owner can read, or everybody; one that is there already is an error.
    static func create(_ path: String, isPrivate: Bool = true) throws(FileError) -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let number = SystemCall.retrying { openFile(path, flags, isPrivate ? 0o600 : 0o644) }
        guard number >= 0 else { throw SystemCall.failure(path) }
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
            isPlainFile: status.st_mode & S_IFMT == S_IFREG,
            version: FileVersion(inode: UInt64(status.st_ino), size: Int64(status.st_size), changed: changed))
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

    /// Forces what was written to the disk itself.
    func synchronize() throws(FileError) {
        guard SystemCall.retrying({ Platform.synchronize(number) }) == 0 else { throw SystemCall.failure(path) }
    }

    /// Takes the exclusive lock, asking again until `patience` is used up: the longer it waits, the less often.
    ///
    /// Hundreds that wait would keep the one that works from working if they all asked every millisecond.
    func lock(patience: Duration) throws(FileError) {
        let start = ContinuousClock.now
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemCall.failure(path) }
            let waited = start.duration(to: .now)
            guard waited < patience else { throw FileError(.locked, path: path) }
            let longestPause = min(max(waited / 10, .milliseconds(5)), .milliseconds(50))
            usleep(useconds_t.random(in: 1_000...useconds_t(longestPause / .microseconds(1))))
        }
    }
}

// The methods of these names above would hide the system's functions.
private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ number: Int32) -> Int32 { close(number) }
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
