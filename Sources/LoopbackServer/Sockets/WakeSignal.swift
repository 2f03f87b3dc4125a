import OperatingSystem

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
        let ends = try PipeEnds()
        (reading, writing) = (ends.reading, ends.writing)
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
