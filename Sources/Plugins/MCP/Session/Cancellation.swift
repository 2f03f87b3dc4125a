/// A way to cancel one of many tasks.
final class Cancellation: Sendable {
    private let requests: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (requests, continuation) = AsyncStream<Void>.makeStream() }

    func cancel() {
        continuation.yield()
        continuation.finish()
    }

    /// Runs `body`, which is canceled on request, and always waits until it ends.
    func covering(_ body: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await body() }
            group.addTask { [requests] in for await _ in requests { return } }
            await group.next()
            group.cancelAll()
        }
    }
}
