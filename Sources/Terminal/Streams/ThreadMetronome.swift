import Base
import Dispatch
import OperatingSystem

/// Beats on its own thread, which ends with the beating.
package struct ThreadMetronome: Metronome {
    private static let interval = DispatchTimeInterval.milliseconds(100)

    package init() {}

    package func start(after delay: Duration, _ beat: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let end = DispatchSemaphore(value: 0)
        let milliseconds = delay.components.seconds * 1_000 + delay.components.attoseconds / 1_000_000_000_000_000
        // Without a thread, nothing moves; the work itself continues.
        _ = BackgroundThread.start {
            var pause = DispatchTimeInterval.milliseconds(Int(milliseconds))
            while end.wait(timeout: .now() + pause) == .timedOut {
                beat()
                pause = Self.interval
            }
        }
        return { end.signal() }
    }
}
