import Base
import CLibCurl
import Synchronization

/// A request on its way to the thread that sends it.
struct CurlJob: Sendable {
    /// The ID of a job in a mailbox.
    let id: UInt64
    let request: HTTPRequest
    /// The server of the request, as far as connections are concerned.
    let server: String
    /// How many requests its sender sends at once; nil if unknown.
    let width: Int?
    /// Whether the server was too busy for the same request before.
    let isRepetition: Bool
    let submitted = ContinuousClock.now
    /// Resumed once, by whichever code takes the job out of the mailbox last.
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// Where tasks leave requests for the thread of a ``CurlLoop``.
final class CurlMailbox: Sendable {
    private struct State {
        var nextID: UInt64 = 0
        var jobs: [CurlJob] = []
        var cancelled: Set<UInt64> = []
        var isServed = false
        var isStopped = false
        var alarm: CurlAlarm?
    }

    /// The contents of the mailbox, as the thread gets them.
    struct Delivery {
        let jobs: [CurlJob]
        let cancelled: Set<UInt64>
        let isStopped: Bool
    }

    private let state = Mutex(State())

    /// Returns the ID for a new job.
    func makeID() -> UInt64 {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Adds a job; returns true if no thread serves this mailbox, so that the caller must start one.
    func submit(_ job: CurlJob) -> Bool {
        // The task's cancellation handler calls `cancel`, which takes the same lock: either the cancellation is
        // noticed here, or `cancel` comes later and finds the job.
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

    /// Tells the thread to cancel a job; an unknown one has already ended.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            guard state.isServed else { return }
            state.cancelled.insert(id)
            state.alarm?.ring()
        }
    }

    /// Tells the thread to end.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.alarm?.ring()
        }
    }

    // MARK: - For the thread

    /// Sets the loop to wake up for new jobs.
    func open(waking alarm: CurlAlarm) {
        state.withLock { $0.alarm = alarm }
    }

    /// Returns everything that has arrived since the last call.
    func take() -> Delivery {
        state.withLock { state in
            defer {
                state.jobs = []
                state.cancelled = []
            }
            return Delivery(jobs: state.jobs, cancelled: state.cancelled, isStopped: state.isStopped)
        }
    }

    /// Stops waking up loops, and fails the jobs that no loop has taken.
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

/// Wakes up a loop from any thread.
///
/// Safe to share: `curl_multi_wakeup` is the one function that libcurl lets any thread call, the table of functions
/// is never changed once it is filled, and the loop takes its handle out of the mailbox, under the mailbox's lock,
/// before it frees it.
struct CurlAlarm: @unchecked Sendable {
    let library: CurlLibrary
    let multi: UnsafeMutableRawPointer

    func ring() {
        _ = libcurl_multi_wakeup(library.functions, multi)
    }
}
