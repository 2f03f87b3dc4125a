import Base
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's stdout or stderr.
package struct StandardSink: ByteSink {
    package let number: Int32

    package static let output = StandardSink(number: STDOUT_FILENO)
    package static let error = StandardSink(number: STDERR_FILENO)

    package var isTerminal: Bool { isatty(number) == 1 }

    package var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

    package var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

    private var size: winsize? {
        var size = winsize()
        return ioctl(number, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    package var isBroken: Bool {
        guard StandardStreams.isWritable(number) else { return true }
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        guard SystemCall.retrying({ poll(&descriptor, 1, 0) }) >= 0 else { return true }
        return descriptor.revents & Int16(POLLERR | POLLNVAL) != 0
    }

    package func write(_ bytes: [UInt8]) throws(StreamError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in SystemCall.retrying { writeSome(number, bytes) } }
            if count < 0, errno == EAGAIN {
                waitUntilWritable()
                continue
            }
            guard count >= 0 else { throw errno == EPIPE ? .closed : .system(SystemCall.lastErrorText()) }
            rest = rest.dropFirst(count)
        }
    }

    package func settle() throws(StreamError) {
        var status = stat()
        guard fstat(number, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: try synchronize()
        case S_IFIFO: try waitForReader()
        default: return
        }
    }

    private func synchronize() throws(StreamError) {
        guard SystemCall.retrying({ Platform.synchronize(number) }) != 0 else { return }
        // Some file systems have nothing to force to a disk.
        if [EIO, ENOSPC, EDQUOT].contains(errno) { throw .system(SystemCall.lastErrorText()) }
    }

    /// Waits until a pipe is empty; a slow reader isn't a missing one.
    private func waitForReader() throws(StreamError) {
        let deadline = ContinuousClock.now + .seconds(1)
        var pause: useconds_t = 50
        while let unread = Platform.unreadBytes(inPipe: number), unread > 0, ContinuousClock.now < deadline {
            // Nobody is left to read the remaining bytes.
            if isBroken, Platform.unreadBytes(inPipe: number) ?? 0 > 0 { throw .closed }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
    }

    /// Another process may have made the shared stream non-blocking.
    private func waitUntilWritable() {
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = SystemCall.retrying { poll(&descriptor, 1, -1) }
    }
}

// The method of this name above would hide the system's function.
private func writeSome(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(number, bytes.baseAddress, bytes.count)
}
