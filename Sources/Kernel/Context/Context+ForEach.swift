import Base
import HTTPClient
import Terminal

extension Context {
    /// Processes several items, a few at a time, with one progress bar.
    ///
    /// ```swift
    /// let outcomes = try await context.forEach(plants, "Watering the plants", atOnce: 16) { plant in
    ///     try await client.water(plant)
    /// }
    /// try outcomes.requireSuccess { $0.name }
    /// ```
    /// A failure doesn't stop the other items. If the server is too busy for one of them (status 429), they all wait.
    /// Requests use up to `atOnce` connections, and waiting for a free one doesn't count toward a request's time
    /// limit.
    /// - Parameters:
    ///   - items: The items to process.
    ///   - title: The title of the progress bar, as in "Watering the plants".
    ///   - atOnce: How many items to process at the same time; 1 to process them one by one.
    ///   - rate: The maximum number of items to start per second or minute; nil for no limit.
    ///   - body: Processes one item.
    /// - Returns: The outcome of each item, in the order of `items`.
    /// - Throws: ``CommandError`` that says how many items were done, if the run was interrupted.
    public func forEach<Item: Sendable, Value: Sendable>(
        _ items: some Sequence<Item>, _ title: String, atOnce: Int = 6, rate: Rate? = nil,
        _ body: @escaping @Sendable (Item) async throws -> Value
    ) async throws -> Outcomes<Item, Value> {
        let items = Array(items)
        let limit = rate.map { RateLimit($0, clock) }
        let pacing = RequestPacing(width: max(atOnce, 1), clock: clock)
        let results = try await output.progress(title, total: items.count) { progress in
            await RequestPacing.$current.withValue(pacing) {
                await Batch.run(items, width: pacing.width) {
                    try await limit?.wait()
                } _: { item in
                    defer { progress.advance() }
                    return try await body(item)
                }
            }
        }
        guard Task.isCancelled else { return Outcomes(items, results.compactMap(\.self)) }
        throw interruption(results)
    }

    /// The error if not all items were worked on.
    private func interruption<Value>(_ results: [Result<Value, any Error>?]) -> CommandError {
        let done = results.count { (try? $0?.get()) != nil }
        let isOpen = results.contains { result in
            guard case .failure(let error) = result else { return false }
            return error is CancellationError
        }
        let doubt = audit.hasBegun && isOpen ? "; those in progress may or may not have been done" : ""
        return .interrupted("interrupted after \(done) of \(results.count) were done\(doubt)")
    }
}
