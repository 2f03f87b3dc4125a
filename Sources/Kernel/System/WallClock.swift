#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The time of day, and waiting: the system's, or a test's that stands still.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Date { get }
    /// Waits.
    ///
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws
}

/// The system's clock.
public struct SystemClock: WallClock {
    /// Makes a view of the system's clock.
    public init() {}
    /// The present moment.
    public var now: Date { Date() }
    /// Waits in real time.
    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
