import Foundation
import Synchronization
import Testing

/// Lets a few tests at a time run programs.
///
/// All tests start at once. Without this, hundreds of programs share a few cores, and time out waiting for each
/// other's resources. A test that has its turn may start as many programs as it needs, since they may wait for each
/// other.
package final class ProgramTurns: Sendable {
    package static let tests = ProgramTurns(limit: 3 * ProcessInfo.processInfo.activeProcessorCount)

    private struct State {
        /// The number of programs that each test runs.
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

    /// Runs one or more programs as soon as it is the test's turn.
    ///
    /// A test wraps all of them in one call if one of them waits for another only for a limited time.
    package func take<Value>(_ run: () async throws -> Value) async rethrows -> Value {
        // Code that runs outside of a test, such as a helper's task, must not wait.
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
