import CLibCurl
import Synchronization

/// A request on its way to the thread that sends it.
struct CurlJob: Sendable {
    /// Tells one job of a mailbox from another.
    let id: UInt64
    let request: HTTPRequest
    /// Resumed once, by whoever takes the job out of the mailbox last.
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// Where tasks leave requests, and the thread of a ``CurlLoop`` finds them.
final class CurlMailbox: Sendable {
    private struct State {
        var nextID: UInt64 = 0
        var jobs: [CurlJob] = []
        var cancelled: Set<UInt64> = []
        var isServed = false
        var isStopped = false
        var alarm: CurlAlarm?
    }

    /// What the thread finds when it looks.
    struct Delivery {
        let jobs: [CurlJob]
        let cancelled: Set<UInt64>
        let isStopped: Bool
    }

    private let state = Mutex(State())

    /// A number for a new job.
    func makeID() -> UInt64 {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Leaves a job; true when no thread serves this mailbox, so that the caller must start one.
    func submit(_ job: CurlJob) -> Bool {
        // The task's cancellation handler calls `cancel`, which takes the same lock: either the task is seen to
        // be cancelled here, or `cancel` comes later and finds the job.
        let accepted = state.withLock { state -> Bool? in
            if Task.isCancelled { return nil }
            state.jobs.append(job)
            state.alarm?.ring()
            defer { state.isServed = true }
            return !state.isServed
        }
        guard let accepted else {
            job.continuation.resume(throwing: CancellationError())
            return false
        }
        return accepted
    }

    /// Has the thread give up a job; one that is unknown by then has ended.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.isServed else { return }
            state.cancelled.insert(id)
            state.alarm?.ring()
        }
    }

    /// Has the thread end.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.alarm?.ring()
        }
    }

    // MARK: - For the thread

    /// Names the loop to wake for whatever arrives from now on.
    func open(waking alarm: CurlAlarm) {
        state.withLock { $0.alarm = alarm }
    }

    /// Everything that has arrived since the last look.
    func take() -> Delivery {
        state.withLock { state in
            defer {
                state.jobs = []
                state.cancelled = []
            }
            return Delivery(jobs: state.jobs, cancelled: state.cancelled, isStopped: state.isStopped)
        }
    }

    /// Wakes nobody from now on, and fails the jobs that nobody took.
    func close(failing error: any Error) {
        let jobs = state.withLock { state in
            defer {
                state.jobs = []
                state.cancelled = []
                state.alarm = nil
                state.isServed = false
            }
            return state.jobs
        }
        for job in jobs { job.continuation.resume(throwing: error) }
    }
}

/// Wakes a loop from any thread.
///
/// Safe to share: `curl_multi_wakeup` is the one function that libcurl lets any thread call, the table of functions
/// is never written once it is filled, and the loop takes its alarm out of the mailbox, under the mailbox's lock,
/// before it frees the handle.
struct CurlAlarm: @unchecked Sendable {
    let library: CurlLibrary
    let multi: UnsafeMutableRawPointer

    func ring() {
        _ = libcurl_multi_wakeup(library.functions, multi)
    }
}
