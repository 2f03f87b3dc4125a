import Synchronization

/// A stream that captures its output until something else was made of it.
package final class CapturingSink: ByteSink {
    private let base: any ByteSink
    private let buffer = Mutex<[UInt8]>([])

    /// - Parameter base: Where the output goes in the end.
    package init(_ base: any ByteSink) { self.base = base }

    package var isTerminal: Bool { false }
    package var columns: Int? { nil }
    package var isBroken: Bool { base.isBroken }
    /// The captured output.
    package var bytes: [UInt8] { buffer.withLock { $0 } }

    package func write(_ bytes: [UInt8]) throws(StreamError) { buffer.withLock { $0 += bytes } }
}
