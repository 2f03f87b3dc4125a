import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Wakes up a waiting thread from another one.
final class WakeSignal: Sendable {
    private let reading: Int32
    private let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandError(.failure, "cannot serve: \(String(cString: strerror(errno)))")
        }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// The descriptor that the thread waits for.
    var entry: pollfd { pollfd(fd: reading, events: Int16(POLLIN), revents: 0) }

    /// Wakes up the thread, now or as soon as it waits.
    func signal() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }
}
