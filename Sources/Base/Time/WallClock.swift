#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A clock that tells the time and waits: the system's, or one that stands still in a test.
public protocol WallClock: Sendable {
    /// The current time.
    var now: Date { get }
    /// Waits for a duration.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    func sleep(for duration: Duration) async throws
    /// Returns how many seconds the user's time zone is ahead of UTC at a date.
    func secondsAheadOfUTC(at date: Date) -> Int
}

extension WallClock {
    /// Returns 0, for clocks that show UTC.
    public func secondsAheadOfUTC(at date: Date) -> Int { 0 }
}

/// The system's clock.
public struct SystemClock: WallClock {
    /// Creates a clock that shows the system's time.
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
    /// Returns the offset of the time zone in the variable `TZ`, or else of the system's.
    public func secondsAheadOfUTC(at date: Date) -> Int {
        guard var seconds = time_t(exactly: date.timeIntervalSince1970.rounded(.down)) else { return 0 }
        var parts = tm()
        return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
    }
}
