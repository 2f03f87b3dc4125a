import Dispatch
import Synchronization

/// Whether a signal asked this run to end, and what to say if it ends in the middle of a step.
package final class Interruption: Sendable {
    /// The interruption of this run, also for tasks that aren't canceled with it; nil if nobody watches for signals.
    @TaskLocal package static var current: Interruption?

    private struct State {
        var request: ExitCode?
        var steps: [(number: Int, error: CommandError)] = []
        var count = 0
        var report: (@Sendable (CommandError) -> Void)?
        var fallback: @Sendable () -> CommandError = { CommandError(.interrupted, "interrupted") }
        var watch: (@Sendable (CommandError?) -> Void)?

        /// Passes on what the latest step would leave behind.
        func tellStep() { watch?(steps.last?.error) }
    }

    private let state = Mutex(State())
    /// Whether the last words were said; locked while a step changes what they would be.
    private let isEnded = Mutex(false)

    package init() {}

    /// The exit code that the run ends with once a signal asked for that.
    package var request: ExitCode? { state.withLock(\.request) }

    /// Asks the run to end; returns false if that was asked before.
    package func ask(_ code: ExitCode) -> Bool {
        state.withLock { state in
            guard state.request == nil else { return false }
            state.request = code
            return true
        }
    }

    /// Sets who reports an end in the middle of a step, and what to say outside of any step.
    package func tells(
        _ report: @escaping @Sendable (CommandError) -> Void, otherwise: @escaping @Sendable () -> CommandError
    ) {
        state.withLock { state in
            state.report = report
            state.fallback = otherwise
        }
    }

    /// Sets what follows the steps: it gets what the latest one would leave behind whenever that changes, and nil after it.
    package func watchSteps(_ watch: @escaping @Sendable (CommandError?) -> Void) {
        state.withLock { $0.watch = watch }
    }

    /// Reports every step that ends in the middle.
    ///
    /// A step continues during the report, so a state that it reaches then is reported too; once everything is said, no
    /// step can make it untrue.
    package func abandon(_ code: ExitCode) {
        var told: [CommandError] = []
        repeat {
            let errors = abandoned()
            for var error in errors where !told.contains(error) {
                error.exitCode = code
                report(error)
            }
            told = errors
        } while !end(after: told)
    }

    /// Blocks the steps' changes unless there is something new to say.
    private func end(after told: [CommandError]) -> Bool {
        isEnded.withLock { isEnded in
            isEnded = isEnded || abandoned() == told
            return isEnded
        }
    }

    private func abandoned() -> [CommandError] {
        state.withLock { state in state.steps.isEmpty ? [state.fallback()] : state.steps.map(\.error) }
    }

    private func report(_ error: CommandError) { state.withLock(\.report)?(error) }

    /// A step that has something to say if it is abandoned.
    package struct Step: Sendable {
        fileprivate let number: Int
        fileprivate let interruption: Interruption

        /// Makes a change and, atomically with it, sets what to say if the step is abandoned from then on.
        ///
        /// If the last words were already said, the change isn't made: the process is about to end.
        package func change(_ change: () throws -> CommandError) rethrows {
            try interruption.isEnded.withLock { isEnded in
                if isEnded { DispatchSemaphore(value: 0).wait() }
                isNow(try change())
            }
        }

        /// Replaces what to say if the step is abandoned.
        package func isNow(_ error: CommandError) {
            interruption.state.withLock { state in
                guard let index = state.steps.firstIndex(where: { $0.number == number }) else { return }
                state.steps[index].error = error
                state.tellStep()
            }
        }

        /// Ends the step.
        package func end() {
            interruption.state.withLock { state in
                state.steps.removeAll { $0.number == number }
                state.tellStep()
            }
        }
    }

    /// Starts a step.
    ///
    /// - Parameter error: The error to report if the step is abandoned; its exit code is the signal's.
    package func begin(_ error: CommandError) -> Step {
        state.withLock { state in
            state.count += 1
            state.steps.append((state.count, error))
            state.tellStep()
            return Step(number: state.count, interruption: self)
        }
    }
}
