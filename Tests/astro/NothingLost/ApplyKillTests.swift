import Foundation
import Support
import Testing

@testable import Sandbox

/// A worker is killed before each system call of its work on one item, and another one elsewhere finishes the plan.
@Suite("A killed worker of a plan", .enabled(if: Tools.canTrace))
struct ApplyKillTests {
    static let token = "ctoken0000000000stagingci"

    @Test("leaves nothing that another worker cannot finish", arguments: [true, false])
    func killed(sharesReceipts: Bool) async throws {
        let sandbox = try await ServedSandbox()
        let rehearsal = try await Workers(sandbox, sharesReceipts: sharesReceipts)
        let points = try await KillPoint.all(in: rehearsal.program, rehearsal.first)
        #expect(points.count >= 25)
        var reached = 0
        for point in points {
            let workers = try await Workers(sandbox, sharesReceipts: sharesReceipts)
            if try await workers.kill(at: point) { reached += 1 }
            try await workers.finish("\(point)")
        }
        // A run that starts one thread more or less makes a few other calls.
        #expect(reached * 10 >= points.count * 9)
    }

    @Test("that is interrupted finishes work in progress, and continues when it is run again")
    func interrupted() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let plan = try await client.shell("astro token plan --workspace Analytics --to-file plan.json")
        #expect(plan.exitCode == 0, "\(plan.stderr)")
        let words = ["token", "apply", "plan.json", "--yes", "--to-file", "value-{token.id}", "--parallel", "1"]
        let process = try client.program(words).start(stdout: .pipe)
        _ = try await process.nextLine()
        process.send(SIGINT)
        let code = try await process.exitCode()
        // A fast machine may finish before the signal arrives.
        #expect([0, 130].contains(code))
        let again = try await client.run(words)
        #expect(again.exitCode == 0, "\(again.stderr)")
        let state = try sandbox.state
        let files = try FileManager.default.contentsOfDirectory(atPath: client.home.path()).filter {
            $0.hasPrefix("value-")
        }
        #expect(files.count == 9)
        for file in files {
            let value = try String(contentsOf: client.home.appending(path: file), encoding: .utf8)
            #expect(state.tokens.contains { "value-\($0.id)" == file && $0.secret == value })
        }
    }

    @Test("two at once put the live value at the destination, and keep none that is dead", arguments: [true, false])
    func together(sharesReceipts: Bool) async throws {
        let sandbox = try await ServedSandbox()
        for _ in 1...3 {
            let workers = try await Workers(sandbox, sharesReceipts: sharesReceipts)
            let processes = [try workers.program.start(), try workers.other.start()]
            let codes = [try await processes[0].exitCode(), try await processes[1].exitCode()]
            #expect(codes.contains(0) && codes.allSatisfy { [0, 7].contains($0) }, "\(codes)")
            #expect(workers.kept == [])
            try await workers.finish("together \(codes)")
        }
    }
}

/// Two workers with separate homes, and what they share: a plan, a folder for the value, maybe receipts.
private struct Workers {
    let first: BuiltProgram
    let second: BuiltProgram
    let program: ChildProgram
    let other: ChildProgram
    private let shared: TemporaryFolder
    private let sandbox: ServedSandbox

    init(_ sandbox: ServedSandbox, sharesReceipts: Bool) async throws {
        self.sandbox = sandbox
        shared = try TemporaryFolder()
        first = try sandbox.client()
        second = try sandbox.client()
        let plan = try await first.run(["token", "plan", "--deployment", "Staging", "-o", "json"])
        #expect(plan.exitCode == 0, "\(plan.stderr)")
        let path = shared.url.appending(path: "plan.json")
        try Data(plan.stdout.utf8).write(to: path)
        var words = [
            "token", "apply", path.path(), "--yes", "--to-file", shared.url.path() + "/value-{token.id}", "--timeout",
            "600",
        ]
        if sharesReceipts { words += ["--receipts", shared.url.appending(path: "receipts").path()] }
        program = first.program(words)
        other = second.program(words)
    }

    /// False if the run ended before that point.
    func kill(at point: KillPoint) async throws -> Bool {
        let outcome = try await first.finish(point.killing(program), input: "")
        #expect([0, 128 + SIGKILL].contains(outcome.exitCode), "\(point): \(outcome.stderr)")
        return outcome.exitCode != 0
    }

    /// The records of values that either worker keeps.
    var kept: [String] {
        [first, second].flatMap {
            let folder = $0.home.appending(path: ".astro/recovery").path()
            return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        }
    }

    /// Has the worker elsewhere do the same, and checks that the live value is where it belongs.
    func finish(_ story: String) async throws {
        let outcome = try await second.finish(other, input: "")
        #expect(outcome.exitCode == 0, "\(story): \(outcome.stderr)")
        let live = try sandbox.value(of: ApplyKillTests.token)
        let path = shared.url.appending(path: "value-\(ApplyKillTests.token)")
        #expect(try String(contentsOf: path, encoding: .utf8) == live, "\(story): \(outcome.stdout)")
    }
}
