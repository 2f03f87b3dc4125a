@testable import Base
import Synchronization
import Testing

@Suite("A lazy value")
struct LazyTests {
    @Test("is made once, on first use, even if many threads ask")
    func once() async throws {
        let made = Counter()
        let lazy = Lazy { made.next() }
        #expect(made.count == 0)
        try await withThrowingTaskGroup { group in
            for _ in 0..<10 { group.addTask { try lazy.value() } }
            for try await value in group { #expect(value == 1) }
        }
        #expect(made.count == 1)
    }

    @Test("that fails to be made keeps failing the same way, without another try")
    func failure() {
        struct Failure: Error, Equatable { let number: Int }
        let made = Counter()
        let lazy = Lazy<Int> { throw Failure(number: made.next()) }
        for _ in 0..<2 { #expect(throws: Failure(number: 1)) { try lazy.value() } }
    }

    private final class Counter: Sendable {
        private let state = Mutex(0)
        var count: Int { state.withLock { $0 } }
        func next() -> Int {
            state.withLock { count in
                count += 1
                return count
            }
        }
    }
}
