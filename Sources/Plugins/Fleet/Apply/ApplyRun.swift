import AstroAPI
import AstroTokens
import Kernel
import Synchronization

/// One worker's run through the items of a plan: the canaries, then the others concurrently, up to the failure limit.
struct ApplyRun: Sendable {
    let context: Context
    let parallel: Int
    /// The number of items to start per second; nil for no limit.
    let rate: Rate?
    let canaries: Int
    let allowedFailures: Int
    /// Processes an item; returns nil if it was interrupted before it began.
    let work: @Sendable (_ item: RotationPlan.Item, _ isCanary: Bool) async -> ItemResult?
    let report: @Sendable (ItemResult) throws -> Void

    private struct Stopped: Error {}

    /// The results of the items that were started.
    struct Outcome: Sendable {
        var results: [ItemResult] = []
        /// Whether a canary failed, so that no other item was started.
        var isCanaryDead = false
    }

    /// Processes the items.
    func run(_ items: [RotationPlan.Item]) async throws -> Outcome {
        var outcome = Outcome()
        let pacing = RequestPacing(width: max(parallel, 1), clock: context.clock)
        let title = "Rotating tokens"
        try await context.output.progress(title, total: items.count) { progress in
            try await RequestPacing.$current.withValue(pacing) {
                var rest = items[...]
                var tried = 0
                while tried < canaries, !Task.isCancelled, let item = rest.popFirst() {
                    guard let result = await work(item, true) else { return }
                    try report(result)
                    outcome.results.append(result)
                    progress.advance()
                    outcome.isCanaryDead = result.isFailure
                    if result.isFailure { return }
                    if result.status == .rotated { tried += 1 }
                }
                outcome.results += try await others(Array(rest)) { progress.advance() }
            }
        }
        return outcome
    }

    private func others(
        _ items: [RotationPlan.Item], _ advance: @escaping @Sendable () -> Void
    ) async throws -> [ItemResult] {
        let failures = FailureCount()
        let limit = rate.map { RateLimit($0, context.clock) }
        // Each value is forced to the disk several times during its delivery.
        let crew = parallel > 1 ? WorkCrew(size: min(parallel, 32)) : nil
        let results = await Batch.run(items, width: parallel) {
            guard failures.count <= allowedFailures else { throw Stopped() }
            try await limit?.wait()
            guard failures.count <= allowedFailures else { throw Stopped() }
        } _: { item in
            let done = if let crew { await crew.run { await work(item, false) } } else { await work(item, false) }
            guard let result = done else { return ItemResult?.none }
            if result.isFailure { failures.add() }
            advance()
            try report(result)
            return result
        }
        return try results.compactMap { try $0?.get() ?? nil }
    }
}

/// The number of items that have failed so far.
private final class FailureCount: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
}
