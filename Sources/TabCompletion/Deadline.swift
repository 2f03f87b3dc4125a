import Base
import OperatingSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A time limit after which nobody waits for a result.
struct Deadline: Sendable {
    let limit: Duration

    /// Returns the result of `work` in time; nil if it fails, or is canceled by the time limit.
    ///
    /// The work runs on separate threads: even if it blocks one, this returns in time. If the system has none
    /// left, there is no result, either.
    func value<Value: Sendable>(of work: @escaping @Sendable () async throws -> Value) async -> Value? {
        let waiter = Waiter<Value>()
        return await withCheckedContinuation { continuation in
            waiter.wait(continuation)
            let executor = MainThreadExecutor()
            guard BackgroundThread.start({ executor.run() }) else { return waiter.resume(with: nil) }
            let worker = Task(executorPreference: executor) {
                let value = await MainThreadExecutor.$current.withValue(executor) { try? await work() }
                waiter.resume(with: value)
            }
            let giveUp = { @Sendable in
                waiter.resume(with: nil)
                worker.cancel()
            }
            let isTimed = BackgroundThread.start { [limit] in
                usleep(useconds_t(limit / .microseconds(1)))
                giveUp()
            }
            if !isTimed { giveUp() }
        }
    }
}

extension Environment {
    /// How long a person waits for completions: a second, or what a variable says for slow connections.
    ///
    /// An invalid value is ignored, since nothing can be reported while somebody types.
    var completionDeadline: Deadline {
        guard let text = self[own: "COMPLETION_TIMEOUT"], let seconds = Double(text), (0.001...600).contains(seconds)
        else { return Deadline(limit: .seconds(1)) }
        return Deadline(limit: .seconds(seconds))
    }
}

/// A task that waits for the first of several results.
private final class Waiter<Value: Sendable>: Sendable {
    private let continuation = Mutex<CheckedContinuation<Value?, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        self.continuation.withLock { $0 = continuation }
    }

    func resume(with value: Value?) {
        continuation.withLock { waiting in
            waiting?.resume(returning: value)
            waiting = nil
        }
    }
}
