#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import Synchronization

/// Where the body of a successful response goes as it arrives, instead of into memory.
///
/// The body of an error response never goes here: the sender of the request reads it as usual.
package final class BodySink: Sendable {
    private let start: @Sendable (_ head: HTTPResponse) throws -> Void
    private let write: @Sendable (Data) throws -> Void
    private let began = Mutex(false)

    /// Creates a sink.
    ///
    /// - Parameters:
    ///   - start: Gets the head of a response. It is called again for every retry, and earlier bytes no longer
    ///     count.
    ///   - write: Gets the bytes.
    package init(
        start: @escaping @Sendable (_ head: HTTPResponse) throws -> Void,
        write: @escaping @Sendable (Data) throws -> Void
    ) {
        self.start = start
        self.write = write
    }

    /// Whether a transport has used the sink.
    package var hasBegun: Bool { began.withLock { $0 } }

    /// Starts the body of a response.
    package func begin(_ head: HTTPResponse) throws {
        began.withLock { $0 = true }
        try start(head)
    }

    /// Writes the next bytes.
    package func take(_ bytes: Data) throws { try write(bytes) }
}

extension BodySink: Equatable {
    /// Sinks are equal if they are the same object.
    package static func == (left: BodySink, right: BodySink) -> Bool { left === right }
}
