import Synchronization
import Testing

@testable import OperatingSystem

@Suite("Work on other cores")
struct WorkCrewTests {
    @Test(
        "is finished completely, each piece once, within the limit of threads", .timeLimit(.minutes(20)),
        arguments: [1, 2, 5])
    func all(size: Int) async {
        let crew = WorkCrew(size: size)
        let busy = BusyCount()
        let results = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    await crew.perform {
                        busy.change(by: 1)
                        defer { busy.change(by: -1) }
                        return (0...number).reduce(0, +)
                    }
                }
            }
            var results: [Int] = []
            for await result in group { results.append(result) }
            return results
        }
        #expect(results.sorted() == (0..<200).map { $0 * ($0 + 1) / 2 })
        #expect((1...size).contains(busy.most))
    }
}

/// The number of concurrent workers.
private final class BusyCount: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock(\.most) }

    func change(by difference: Int) {
        state.withLock { state in
            state.now += difference
            state.most = max(state.most, state.now)
        }
    }
}
