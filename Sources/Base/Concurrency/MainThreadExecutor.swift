import Dispatch
import Synchronization

/// An executor that runs tasks on one thread, the main one for a command.
///
/// A command mostly waits, and one thread is enough for that: starting the thread pool of Swift's own executor takes
/// longer than everything else between two requests. This one also keeps time itself: Swift's own sleep needs a thread
/// of that pool, and if the system has none left, it ends the process or never wakes up.
package final class MainThreadExecutor: TaskExecutor {
    /// The executor of the running command, for tasks that aren't its children.
    @TaskLocal package static var current: MainThreadExecutor?

    private struct State {
        /// The job that runs next; most commands never have another one waiting, and so need no array.
        var next: UnownedJob?
        var jobs: [UnownedJob] = []
        var sleepers: [UInt64: Sleeper] = [:]
        var nextID: UInt64 = 0
    }

    private struct Sleeper {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let state = Mutex(State())
    private let arrival = DispatchSemaphore(value: 0)

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { state in
            if state.next == nil, state.jobs.isEmpty { state.next = job } else { state.jobs.append(job) }
        }
        arrival.signal()
    }

    /// Runs jobs on the calling thread until the process ends.
    package func run() -> Never {
        while true {
            if let time = timeToNextWaking {
                _ = arrival.wait(timeout: .now() + .nanoseconds(time))
                wakeSleepers()
            } else {
                arrival.wait()
            }
            let job = state.withLock { state in
                defer { state.next = nil }
                return state.next ?? (state.jobs.isEmpty ? nil : state.jobs.removeFirst())
            }
            job?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Waits without using another thread.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    package func sleep(for duration: Duration) async throws {
        let deadline = ContinuousClock.now + duration
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // The cancellation handler takes the same lock: it finds the sleeper, or was called before.
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) } else { arrival.signal() }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// The nanoseconds until the next sleeper wakes up; nil if nobody sleeps.
    private var timeToNextWaking: Int? {
        guard let deadline = state.withLock({ $0.sleepers.values.map(\.deadline).min() }) else { return nil }
        let time = ContinuousClock.now.duration(to: deadline)
        return Int(min(max(time / .nanoseconds(1), 0), 60e9))
    }

    private func wakeSleepers() {
        let now = ContinuousClock.now
        let due = state.withLock { state in
            let due = state.sleepers.filter { $0.value.deadline <= now }.sorted {
                $0.value.deadline < $1.value.deadline
            }
            for sleeper in due { state.sleepers[sleeper.key] = nil }
            return due.map(\.value.continuation)
        }
        for continuation in due { continuation.resume() }
    }
}
