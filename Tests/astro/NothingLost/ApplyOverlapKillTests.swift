import AstroAPI
import AstroTokens
import Foundation
import Support
import Testing

@testable import Sandbox

/// A worker is killed while it replaces a token with a new one, and another one elsewhere finishes the plan.
@Suite("A killed worker of a plan with overlaps", .enabled(if: Tools.canTrace))
struct ApplyOverlapKillTests {
    static let token = "ctoken0000000000stagingci"

    @Test("leaves one replacement, whose value is at the destination", arguments: [true, false])
    func killed(sharesReceipts: Bool) async throws {
        let rehearsal = try await Workers(sharesReceipts)
        let points = try await KillPoint.all(in: rehearsal.program, rehearsal.first)
        #expect(points.count >= 25)
        var reached = 0
        let tried = Faults.sample(points.indices, every: 5, from: sharesReceipts ? 0 : 2)
        for index in tried {
            let workers = try await Workers(sharesReceipts)
            let outcome = try await workers.first.finish(points[index].killing(workers.program), input: "")
            if outcome.exitCode != 0 { reached += 1 }
            try await workers.finish("\(points[index])")
        }
        #expect(reached * 10 >= tried.count * 8)
    }

    @Test("running twice at once delivers the live value of the only replacement to the destination")
    func together() async throws {
        for _ in 1...3 {
            // The first one delivers slowly, and overwrites what the second one has delivered in the meantime.
            let workers = try await Workers(true, delivery: "sleep $SLOW; cat >")
            let processes = try workers.start(slow: ["1.5", "0"])
            for process in processes { _ = try await process.exitCode() }
            try await workers.finish("together")
        }
    }

    @Test("a worker that wrote over the value of a faster one does the item again")
    func overwritten() async throws {
        // The second does all of it while the first delivers, and nothing tells them of each other.
        let workers = try await Workers(
            false, delivery: "[ -z \"$MEANWHILE\" ] || env -u MEANWHILE sh -c \"$MEANWHILE\" >&2; cat >")
        try await workers.nested()
        try await workers.finish("overwritten")
    }

    /// Two workers with homes of their own, and what they share: a plan, a folder for the value, maybe receipts.
    private struct Workers {
        let first: BuiltProgram
        let program: ChildProgram
        private let second: BuiltProgram
        private var other: ChildProgram
        private let shared: TemporaryFolder
        private let sandbox: ServedSandbox

        /// - Parameter delivery: The shell command that writes stdin to a file; nil for a file as the destination.
        init(_ sharesReceipts: Bool, delivery: String? = nil) async throws {
            sandbox = try await ServedSandbox()
            shared = try TemporaryFolder()
            first = try sandbox.client()
            second = try sandbox.client()
            let folder = shared.url.path()
            let destination =
                delivery.map { "{command: [sh, -c, '\($0) \"$1\"', _, \"\(folder)/value\"]}" }
                ?? "{file: \"\(folder)/value\"}"
            let policy = """
                version: 1
                rules:
                  - name: staging
                    select: {deployment: Staging}
                    overlap: 7d
                    deliver: [\(destination)]

                """
            try Data(policy.utf8).write(to: shared.url.appending(path: "tokens.yaml"))
            var words = ["--policy", "\(folder)/tokens.yaml"]
            let plan = try await first.run(["token", "plan", "--to-file", "\(folder)/plan.json"] + words)
            #expect(plan.exitCode == 0, "\(plan.stderr)")
            words =
                [
                    "token", "apply", "\(folder)/plan.json", "--yes", "--canary", "0", "--parallel", "1", "--timeout",
                    "600",
                ] + words
            if sharesReceipts { words += ["--receipts", "\(folder)/receipts"] }
            program = first.program(words)
            other = second.program(words)
            other.variables["SLOW"] = "0"
        }

        /// Starts both workers, whose deliveries take some seconds.
        func start(slow: [String]) throws -> [ChildProcess] {
            try zip([program, other], slow).map { program, seconds in
                var program = program
                program.variables["SLOW"] = seconds
                return try program.start()
            }
        }

        /// Has the second do its work while the first delivers for the first time.
        func nested() async throws {
            let (value, done) = (shared.url.appending(path: "value"), shared.url.appending(path: "second"))
            // What delivers a value does not get the credential.
            let settings = other.variables.filter { $0.key != "SLOW" }.map { "\($0.key)=\($0.value)" }
            let words = (["env"] + settings + [other.executable] + other.arguments).map { "'\($0)'" }
            var slow = program
            slow.variables["MEANWHILE"] =
                "[ -e \(done.path()) ] || { \(words.joined(separator: " ")) "
                + "&& cp \(value.path()) \(done.path()); }"
            let outcome = try await first.finish(slow, input: "")
            #expect(outcome.exitCode == 0, "\(outcome.stderr)")
            let live = try sandbox.state.tokens.map(\.secret)
            #expect(live.contains(try String(contentsOf: value, encoding: .utf8)))
            #expect(!live.contains(try String(contentsOf: done, encoding: .utf8)))
        }

        /// Has the worker elsewhere do the same, and checks that the only replacement's value is where it belongs.
        func finish(_ story: String) async throws {
            let outcome = try await second.finish(other, input: "")
            #expect(outcome.exitCode == 0, "\(story): \(outcome.stderr)")
            let replacements = try sandbox.state.tokens.filter {
                OverlapMark(in: $0.token.description)?.oldID == ApplyOverlapKillTests.token
            }
            #expect(replacements.count == 1, "\(story): \(outcome.stdout)")
            let value = try String(contentsOf: shared.url.appending(path: "value"), encoding: .utf8)
            #expect(value == replacements.first?.secret, "\(story): \(outcome.stdout)")
            #expect(try sandbox.tokens(named: "Staging CI").contains { $0.id == ApplyOverlapKillTests.token })
        }
    }
}
