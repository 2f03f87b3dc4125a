import Synchronization

/// A time after which nobody waits for an answer any more.
struct Deadline: Sendable {
    let limit: Duration

    /// How long a person waits for what TAB offers.
    static let completion = Deadline(limit: .seconds(1))

    /// What `work` gives in time; nil where it fails, or is cancelled because the time is over.
    ///
    /// The work has threads of its own: even if it blocks one, this returns in time.
    func value<Value: Sendable>(of work: @escaping @Sendable () async throws -> Value) async -> Value? {
        let waiter = Waiter<Value>()
        return await withCheckedContinuation { continuation in
            waiter.wait(continuation)
            let worker = Task.detached { waiter.resume(with: try? await work()) }
            Task.detached {
                try? await Task.sleep(for: limit)
                waiter.resume(with: nil)
                worker.cancel()
            }
        }
    }
}

/// Somebody who waits for the first of several answers.
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
