import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connected or listening socket, closed when it is released.
final class Socket: Sendable {
    /// The result of reading or sending.
    enum Transfer: Equatable {
        case moved(Int)
        /// Nothing can be transferred right now.
        case later
        /// The other side is gone or, when reading, has finished sending.
        case ended
    }

    let number: Int32

    /// Takes ownership of an open socket.
    init(_ number: Int32) {
        self.number = number
        SocketPlatform.prepare(number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(number) }

    /// Makes reading and sending non-blocking.
    func makeNonBlocking() {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }

    func set(_ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        setsockopt(number, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    func receive(into buffer: inout [UInt8]) -> Transfer {
        let count = buffer.withUnsafeMutableBytes { recv(number, $0.baseAddress, $0.count, 0) }
        return count == 0 ? .ended : Self.transfer(count)
    }

    func send(_ bytes: ArraySlice<UInt8>) -> Transfer {
        let count = bytes.withUnsafeBytes { systemSend(number, $0.baseAddress, $0.count, SocketPlatform.sendFlags) }
        return Self.transfer(count)
    }

    /// Tells the other side that nothing more will be sent.
    func finishSending() {
        shutdown(number, Int32(SHUT_WR))
    }

    private static func transfer(_ count: Int) -> Transfer {
        if count >= 0 { return .moved(count) }
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? .later : .ended
    }
}

// The method of this name above would hide the system's function.
private func systemSend(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(number, bytes, count, flags)
}
