#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The time of day, and waiting: the system's clock, or one in a test that stands still.
public protocol WallClock: Sendable {
    /// The current time.
    var now: Date { get }
    /// Waits.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    func sleep(for duration: Duration) async throws
}

/// The system's clock.
public struct SystemClock: WallClock {
    /// Creates a view of the system's clock.
    public init() {}
    /// The current time.
    public var now: Date { Date() }
    /// Waits in real time.
    public func sleep(for duration: Duration) async throws {
        guard let executor = MainThreadExecutor.current else {
            return try await Task.sleep(for: duration)
        }
        try await executor.sleep(for: duration)
    }
}
