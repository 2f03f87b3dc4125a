#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's stdout or stderr.
struct StandardSink: ByteSink {
    let number: Int32

    static let output = StandardSink(number: STDOUT_FILENO)
    static let error = StandardSink(number: STDERR_FILENO)

    var isTerminal: Bool { isatty(number) == 1 }

    var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

    var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

    private var size: winsize? {
        var size = winsize()
        return ioctl(number, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    var isBroken: Bool {
        guard StandardStreams.isWritable(number) else { return true }
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        guard SystemCall.retrying({ poll(&descriptor, 1, 0) }) >= 0 else { return true }
        return descriptor.revents & Int16(POLLERR | POLLNVAL) != 0
    }

    func write(_ bytes: [UInt8]) throws(StreamError) {
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

    /// Another process may have made the stream non-blocking; it is shared.
    private func waitUntilWritable() {
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = SystemCall.retrying { poll(&descriptor, 1, -1) }
    }
}

// The method of this name above would hide the system's function.
private func writeSome(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(number, bytes.baseAddress, bytes.count)
}
