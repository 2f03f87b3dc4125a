import Foundation
import Synchronization
import Testing

/// Lets a few tests at a time run programs.
///
/// All tests start at once. Without this, hundreds of programs share a few cores, and each gives up on what
/// it does not get in time. A test that has its turn may start as many programs as it wants, since they may wait for
/// each other.
package final class ProgramTurns: Sendable {
    package static let tests = ProgramTurns(limit: 3 * ProcessInfo.processInfo.activeProcessorCount)

    private struct State {
        /// How many programs each test runs.
        var running: [Test.ID: Int] = [:]
        var waiting: [(test: Test.ID, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func admits(_ test: Test.ID, _ limit: Int) -> Bool {
            guard running[test] != nil || running.count < limit else { return false }
            running[test, default: 0] += 1
            return true
        }
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Runs a program, or several, as soon as it is the test's turn.
    ///
    /// A test needs it for all of them where one of them only waits a while for another.
    package func take<Value>(_ run: () async throws -> Value) async rethrows -> Value {
        // What runs outside of a test, such as a helper's task, must not wait for anything.
        guard let test = Test.current?.id else { return try await run() }
        await enter(test)
        defer { leave(test) }
        return try await run()
    }

    private func enter(_ test: Test.ID) async {
        await withCheckedContinuation { continuation in
            let isAdmitted = state.withLock { state in
                if state.admits(test, limit) { return true }
                state.waiting.append((test, continuation))
                return false
            }
            if isAdmitted { continuation.resume() }
        }
    }

    private func leave(_ test: Test.ID) {
        let admitted = state.withLock { state in
            let left = state.running[test, default: 1] - 1
            state.running[test] = left > 0 ? left : nil
            var admitted: [CheckedContinuation<Void, Never>] = []
            var others: [(test: Test.ID, continuation: CheckedContinuation<Void, Never>)] = []
            for waiting in state.waiting {
                if state.admits(waiting.test, limit) {
                    admitted.append(waiting.continuation)
                } else {
                    others.append(waiting)
                }
            }
            state.waiting = others
            return admitted
        }
        for continuation in admitted { continuation.resume() }
    }
}
