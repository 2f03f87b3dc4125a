/// Works on several items, a few at once.
package enum Batch {
    /// Runs `body` for each item and returns the results in the order of the items, nil for an item that never started
    /// because the task was canceled.
    ///
    /// - Parameters:
    ///   - width: How many items run at once.
    ///   - turn: Waits until the next item may start.
    package static func run<Item: Sendable, Value: Sendable>(
        _ items: [Item], width: Int, turn: @Sendable () async throws -> Void,
        _ body: @escaping @Sendable (Item) async throws -> Value
    ) async -> [Result<Value, any Error>?] {
        await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
            var results = [Result<Value, any Error>?](repeating: nil, count: items.count)
            var (next, running) = (0, 0)
            while true {
                while running < max(width, 1), next < items.count, await isReady(turn) {
                    let (index, item) = (next, items[next])
                    group.addTask {
                        do { return (index, .success(try await body(item))) } catch { return (index, .failure(error)) }
                    }
                    next += 1
                    running += 1
                }
                guard let (index, result) = await group.next() else { return results }
                results[index] = result
                running -= 1
            }
        }
    }

    private static func isReady(_ turn: () async throws -> Void) async -> Bool {
        do {
            try Task.checkCancellation()
            try await turn()
            return true
        } catch {
            return false
        }
    }
}
