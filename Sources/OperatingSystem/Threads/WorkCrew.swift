#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// A few threads for work that keeps a core busy, such as reading a large answer, or that waits for the disk.
///
/// Tasks run on one thread, which continues meanwhile. A thread starts if there is work and ends if there is none;
/// if no thread can be started, the caller does the work itself.
package final class WorkCrew: Sendable {
    /// As many threads as there are cores.
    package static let shared = WorkCrew(size: min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8))

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var threads = 0
    }

    private let size: Int
    private let state = Mutex(State())

    /// Creates a crew of its own.
    ///
    /// - Parameter size: The greatest number of threads.
    package init(size: Int) { self.size = size }

    /// Runs work on a background thread, in the order it was requested.
    package func perform<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            submit { continuation.resume(returning: work()) }
        }
    }

    private func submit(_ work: @escaping @Sendable () -> Void) {
        let needsThread = state.withLock { state in
            state.waiting.append(work)
            guard state.threads < size else { return false }
            state.threads += 1
            return true
        }
        guard needsThread else { return }
        if !BackgroundThread.start({ self.workUntilDone() }) { workUntilDone() }
    }

    private func workUntilDone() {
        while let work = next() { work() }
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}

/// Tasks that prefer a crew run on its threads: one that waits for the disk doesn't keep the others waiting.
extension WorkCrew: TaskExecutor {
    /// The crew that a task runs on, for tasks that aren't its children; nil on the command's own thread.
    @TaskLocal package static var current: WorkCrew?

    /// Does work on the crew's threads, with everything that it starts.
    package func run<Result: Sendable>(_ work: @Sendable () async -> Result) async -> Result {
        await Self.$current.withValue(self) { await withTaskExecutorPreference(self) { await work() } }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        submit { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
