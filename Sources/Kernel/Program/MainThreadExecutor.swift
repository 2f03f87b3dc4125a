import Dispatch
import Synchronization

/// Runs a command's tasks on the main thread.
///
/// A command mostly waits, and one thread is enough to wait with: starting the pool of threads that Swift's own
/// executor uses takes longer than all else that happens between two requests.
final class MainThreadExecutor: TaskExecutor {
    /// The executor of the running command, for tasks that are no children of its own.
    @TaskLocal static var current: (any TaskExecutor)?

    private let jobs = Mutex<[UnownedJob]>([])
    private let arrival = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrival.signal()
    }

    /// Runs jobs on the calling thread until the process ends.
    func run() -> Never {
        while true {
            arrival.wait()
            let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            job?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
