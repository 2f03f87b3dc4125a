import Base
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe that interrupts waiting for input if the task is canceled.
struct WakePipe: Sendable {
    /// The result of waiting.
    enum Event {
        case input
        case stopped
        case nothing
    }

    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        let ends = try PipeEnds()
        (readEnd, writeEnd) = (ends.reading, ends.writing)
    }

    func signal() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }

    /// Waits until `number` can be read, it is told to stop, or a number of milliseconds has passed.
    func waitForInput(_ number: Int32, patience: Int32? = nil) throws -> Event {
        var descriptors = [
            pollfd(fd: number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let count = SystemCall.retrying { poll(&descriptors, 2, patience ?? -1) }
        guard count >= 0 else { throw CommandError(.failure, "stdin cannot be read: \(SystemCall.lastErrorText())") }
        if descriptors[1].revents != 0 { return .stopped }
        return count == 0 ? .nothing : .input
    }

    func close() {
        _ = closeFile(readEnd)
        _ = closeFile(writeEnd)
    }
}

// The method of this name above would hide the system's function.
private func closeFile(_ number: Int32) -> Int32 { close(number) }
