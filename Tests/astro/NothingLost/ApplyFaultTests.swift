import Foundation
import Testing

@testable import Sandbox

/// The answers to a worker's rotations fail, and it is run again until it reports that everything is done.
@Suite("A plan against a faulty server")
struct ApplyFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let faults: [Fault]
        /// The number of rotations that the faults explain.
        let rotations: ClosedRange<Int>
    }

    static let broken = zip(["reset", "truncated", "stalled", "garbled"], Fault.kinds).flatMap { name, kind in
        [0, 9, 200, 1_000].flatMap { count in
            [1, 4].map { times in
                Case(
                    testDescription: "\(times) answers \(name) after \(count) bytes",
                    faults: Array(repeating: kind(count), count: times), rotations: 1...times + 1)
            }
        }
    }

    static let refused = [(429, false), (503, false), (503, true), (500, false), (500, true), (502, true)].map {
        Case(
            testDescription: "refused with \($0)\($1 ? ", and done" : "")", faults: [.refused($0, isDone: $1)],
            rotations: 1...($1 ? 2 : 1))
    }

    @Test(
        "leaves the live value at its destination, with no rotation that the faults don't explain",
        arguments: broken + refused)
    func faults(_ one: Case) async throws {
        let server = try FaultyServer(one.faults)
        let client = try server.client()
        let plan = try await client.shell("astro token plan --deployment Staging --to-file plan.json")
        #expect(plan.exitCode == 0, "\(plan.stderr)")
        var codes: [Int32] = []
        while codes.last != 0, codes.count < 6 {
            let outcome = try await client.shell(
                "astro token apply plan.json --yes --to-file 'new-{token.id}' --rate 0 --timeout 1")
            codes.append(outcome.exitCode)
            #expect([0, 7, 8].contains(outcome.exitCode), "\(outcome.stderr)")
        }
        #expect(codes.last == 0)
        let live = try server.value(of: ApplyKillTests.token)
        let path = client.home.appending(path: "new-\(ApplyKillTests.token)")
        #expect(try String(contentsOf: path, encoding: .utf8) == live, "\(codes)")
        let log = try await client.stdout(of: "audit --action rotate -o jsonl --fields subject").split(separator: "\n")
        #expect(log.count <= one.rotations.upperBound + codes.count, "\(codes) \(log.count)")
    }
}
