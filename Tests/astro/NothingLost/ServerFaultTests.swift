import Foundation
import Kernel
import Testing

@testable import Sandbox

@Suite("A broken answer")
struct ServerFaultTests {
    private static let rotation =
        "deployment token rotate \(FaultedRun.target) --deployment \(ServedSandbox.production) -f"
    private static let creation =
        "deployment token create -n made -r DEPLOYMENT_ADMIN --deployment \(ServedSandbox.production)"

    private static let agentCreation =
        "deployment agent-token create -n made --deployment \(ServedSandbox.production)"

    /// The number of concurrent runs that mostly wait; other runs are few, since the tests of all suites share as many
    /// threads as the machine has cores.
    private static let width = (waiting: 48, working: 2)
    /// In seconds: on a busy machine, a complete answer may come later, and is then lost as well.
    private static let patience = 0.5

    @Test("at any byte loses no value: the rotation is requested again and its value delivered", arguments: 0..<4)
    func rotated(kind: Int) async throws {
        try await atEachByte(Self.rotation, Fault.kinds[kind]) { run in
            try run.expectAgreement(on: FaultedRun.target)
            if !Self.isStalling(Fault.kinds[kind]) {
                #expect(run.exitCode == .success, "\(run.story): \(run.leftovers.said)")
            }
        }
    }

    @Test("at any byte leaves no unnamed orphan: a token without a received value is reported", arguments: 0..<4)
    func created(kind: Int) async throws {
        try await atEachByte(Self.creation, Fault.kinds[kind]) { run in
            let made = try run.server.tokens(named: "made").map(\.id)
            #expect(made.count == 1, "\(run.story): \(run.leftovers.said)")
            try run.expectAgreement(on: made.first)
            #expect([.success, .undelivered].contains(run.exitCode), "\(run.story): \(run.leftovers.said)")
        }
    }

    @Test("at any byte leaves no unnamed orphan among agent tokens", arguments: 0..<4)
    func createdForAgents(kind: Int) async throws {
        try await atEachByte(Self.agentCreation, Fault.kinds[kind]) { run in
            let made = try run.server.tokens(named: "made").map(\.id)
            #expect(made.count == 1, "\(run.story): \(run.leftovers.said)")
            try run.expectAgreement(on: made.first)
            #expect([.success, .undelivered].contains(run.exitCode), "\(run.story): \(run.leftovers.said)")
        }
    }

    @Test("each time is reported correctly", arguments: [rotation, creation, agentCreation])
    func always(line: String) async throws {
        for kind in Fault.kinds {
            for count in [0, 9, 200, 1_000] {
                let run = try await FaultedRun(line, Array(repeating: kind(count), count: 9), timeout: Self.patience)
                try run.expectAgreement(on: subject(of: run, line))
                // The last of them already contains the value.
                #expect(count == 1_000 || run.exitCode != .success, "\(run.story)")
            }
        }
    }

    @Test(
        "with a refusal is reported correctly, whether or not the change was made",
        arguments: [(429, false), (500, false), (500, true), (502, false), (502, true), (503, false), (503, true)])
    func refusals(status: Int, isDone: Bool) async throws {
        for line in [Self.rotation, Self.creation, Self.agentCreation] {
            for times in [1, 9] {
                let faults = Array(repeating: Fault.refused(status, isDone: isDone), count: times)
                let run = try await FaultedRun(line, faults)
                try run.expectAgreement(on: subject(of: run, line))
            }
        }
    }

    private static func isStalling(_ fault: (Int) -> Fault) -> Bool {
        if case .stalled = fault(0) { true } else { false }
    }

    private func subject(of run: FaultedRun, _ line: String) throws -> String? {
        if line == Self.rotation { return FaultedRun.target }
        return try run.server.tokens(named: "made").last?.id
    }

    /// Runs a line once for each byte of the answer, with the fault there.
    private func atEachByte(
        _ line: String, _ fault: @escaping @Sendable (Int) -> Fault,
        _ check: @escaping @Sendable (FaultedRun) throws -> Void
    ) async throws {
        let length = try await FaultedRun(line, []).server.bytesOfAnswer
        #expect(length > 1_000)
        let isStalling = Self.isStalling(fault)
        let width = isStalling ? Self.width.waiting : Self.width.working
        try await withThrowingTaskGroup(of: Void.self) { group in
            let offsets = Faults.sample(0..<length, every: 9)
            for (count, offset) in offsets.enumerated() {
                if count >= width { try await group.next() }
                group.addTask {
                    let run = try await FaultedRun(line, [fault(offset)], timeout: isStalling ? Self.patience : 30)
                    try check(run)
                }
            }
            try await group.waitForAll()
        }
    }
}
