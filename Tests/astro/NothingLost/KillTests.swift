import Foundation
import Support
import Testing

/// The program is killed before each system call of its work, and then used as its own messages say.
@Suite("A killed program", .enabled(if: Tools.canTrace))
struct KillTests {
    @Test(
        "at any step loses no value: it is delivered, recoverable, or never created",
        arguments: KilledIssuance.all)
    func killed(issuance: KilledIssuance) async throws {
        let sandbox = try await ServedSandbox()
        let rehearsal = try await KilledRun(issuance, sandbox, number: 0)
        let points = try await KillPoint.all(in: rehearsal.program, rehearsal.world)
        #expect(points.count >= 25)
        var reached = 0
        let tried = Faults.sample(points.indices, every: 3, from: issuance.number)
        for index in tried {
            let point = points[index]
            let run = try await KilledRun(issuance, sandbox, number: index + 1)
            if try await run.kill(at: point) {
                reached += 1
                try await run.goOn()
            }
            try run.check()
        }
        // A run that starts one thread more or less makes a few other calls.
        #expect(reached * 10 >= tried.count * 9)
    }

    @Test(
        "during a request to a stalled server loses no value", arguments: KilledIssuance.all)
    func stalled(issuance: KilledIssuance) async throws {
        for isDone in [false, true] {
            for number in 1... {
                let server = try FaultyServer([])
                let run = try await KilledRun(issuance, server, number: number)
                server.stall(atRequest: number, isDone: isDone)
                let isStalled = try await run.kill(
                    when: { try await server.waitForStall() }, "stalled at request \(number), done: \(isDone)")
                server.goOn()
                if isStalled { try await run.goOn() }
                try run.check()
                guard !isStalled else { continue }
                // The run had no more requests than those before.
                #expect(number >= (issuance.kind == .creation ? 2 : 3))
                break
            }
        }
    }
}
