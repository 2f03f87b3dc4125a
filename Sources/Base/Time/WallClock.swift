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

/// The time of day, and waiting: the system's clock, or one in a test that stands still.
public protocol WallClock: Sendable {
    /// The current time.
    var now: Date { get }
    /// Waits.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    func sleep(for duration: Duration) async throws
    /// How many seconds the user's time zone is ahead of UTC at a date.
    func secondsAheadOfUTC(at date: Date) -> Int
}

extension WallClock {
    /// 0: a clock without a time zone of its own shows UTC.
    public func secondsAheadOfUTC(at date: Date) -> Int { 0 }
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
    /// The offset of the system's time zone, or the one of the variable `TZ`.
    public func secondsAheadOfUTC(at date: Date) -> Int {
        guard var seconds = time_t(exactly: date.timeIntervalSince1970.rounded(.down)) else { return 0 }
        var parts = tm()
        return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
    }
}
