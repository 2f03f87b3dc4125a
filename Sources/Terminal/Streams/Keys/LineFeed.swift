import Base
import Dispatch
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines of a stream, read ahead on a separate thread, so that their reader can do other things meanwhile.
package final class LineFeed: Sendable {
    /// One line, without its end.
    package enum Line: Sendable, Equatable {
        case bytes([UInt8])
        /// A line that exceeded the limit; its bytes were discarded.
        case tooLong
    }

    private let lines: AsyncStream<Line>
    private let continuation: AsyncStream<Line>.Continuation
    /// The maximum number of lines that wait to be taken: a faster stream has to wait.
    private let room = DispatchSemaphore(value: 256)
    private let longest: Int

    /// Starts to read.
    ///
    /// - Throws: ``CommandError`` if the system has no thread left.
    package init(_ source: any LineSource, longest: Int) throws(CommandError) {
        self.longest = longest
        (lines, continuation) = AsyncStream<Line>.makeStream()
        if let standard = source as? StandardInput {
            let started = BackgroundThread.start { [self] in read(standard.number) }
            if !started { throw CommandError(.failure, "the system has no thread to read stdin with") }
        } else {
            // A test's script never waits.
            Task {
                while let line = try? await source.readLine() { continuation.yield(.bytes(Array(line.utf8))) }
                continuation.finish()
            }
        }
    }

    /// Passes on each line until the stream ends or the task is canceled.
    package func forEach(_ body: (Line) async -> Void) async {
        for await line in lines {
            room.signal()
            await body(line)
        }
    }

    private func read(_ number: Int32) {
        var pending: [UInt8] = []
        var isSkipping = false
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = SystemCall.retrying { readSome(number, &buffer, buffer.count) }
            guard count > 0 else { break }
            var rest = buffer[..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                if !isSkipping, pending.count + (end - rest.startIndex) <= longest {
                    give(.bytes(pending + rest[..<end]))
                } else if !isSkipping {
                    give(.tooLong)
                }
                isSkipping = false
                pending = []
                rest = rest[(end + 1)...]
            }
            if isSkipping { continue }
            pending += rest
            if pending.count > longest {
                give(.tooLong)
                isSkipping = true
                pending = []
            }
        }
        if !pending.isEmpty { give(.bytes(pending)) }
        continuation.finish()
    }

    private func give(_ line: Line) {
        room.wait()
        continuation.yield(line)
    }
}

// The method of this name above would hide the system's function.
private func readSome(_ number: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    read(number, buffer, count)
}
