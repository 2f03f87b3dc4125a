@testable import Base
@testable import OperatingSystem
import Dispatch
import Synchronization
import Testing

@Suite("The message about an abandoned step")
struct InterruptionTests {
    @Test("waits for a change that is still running, and reports it")
    func waitsForChange() {
        let interruption = Interruption()
        let said = Mutex<[String]>([])
        let isChanging = DispatchSemaphore(value: 0)
        let mayChange = DispatchSemaphore(value: 0)
        interruption.tells(
            { error in
                said.withLock { $0.append(error.message) }
                mayChange.signal()
            }, otherwise: { CommandError(.interrupted, "interrupted") })
        let step = interruption.begin(CommandError(.interrupted, "in doubt"))
        #expect(
            BackgroundThread.start {
                step.change {
                    isChanging.signal()
                    mayChange.wait()
                    return CommandError(.interrupted, "kept")
                }
            })
        isChanging.wait()
        interruption.abandon(.quit)
        #expect(said.withLock { $0 } == ["in doubt", "kept"])
    }
}
