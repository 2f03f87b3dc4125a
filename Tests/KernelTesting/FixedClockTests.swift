import Foundation
import KernelTesting
import Testing

@Suite("A fixed clock")
struct FixedClockTests {
    @Test("advances at once by each wait, and records it")
    func waiting() async throws {
        let clock = FixedClock(Date(timeIntervalSince1970: 0))
        try await clock.sleep(for: .seconds(90))
        try await clock.sleep(for: .milliseconds(500))
        #expect(clock.now == Date(timeIntervalSince1970: 90.5))
        #expect(clock.waits == [.seconds(90), .milliseconds(500)])
    }

    @Test("does not wait for a canceled task")
    func cancelled() async {
        let clock = FixedClock()
        let work = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await work.value }
        #expect(clock.waits == [])
    }
}
