import Foundation
import Support
import Testing

@testable import Sandbox

/// A worker delivers so slowly that another one on the same item would be done before, and is killed right afterwards.
@Suite("A worker that delivers late and is killed")
struct LateDeliveryTests {
    @Test("leaves no dead value under another worker's receipt", arguments: ["0", "7d"])
    func late(overlap: String) async throws {
        let sandbox = try await ServedSandbox()
        let shared = try TemporaryFolder()
        let words = try await Self.words(sandbox, in: shared.url, overlap: overlap)
        let (first, second) = (try sandbox.client(), try sandbox.client())
        let late = try first.program(words, extra: ["LATE": "1"]).start()
        try await Self.wait(for: "started", in: shared.url)
        let other = try second.program(words).start(stderr: .writing(shared.url.appending(path: "log")))
        try await Self.wait(for: "log", in: shared.url) { $0.contains("Waiting for another worker") }
        try Data().write(to: shared.url.appending(path: "go"))
        #expect(try await late.exitCode() == 128 + SIGKILL)
        #expect(try await other.exitCode() == 0)
        let again = try await first.run(words)
        #expect(again.exitCode == 0, "\(again.stderr)")
        #expect(again.stdout.contains("done before"), "\(again.stdout)")
        let value = try String(contentsOf: shared.url.appending(path: "value"), encoding: .utf8)
        #expect(try sandbox.state.tokens.contains { $0.secret == value })
    }

    @Test("leaves no dead value where its command outlives it", arguments: ["0", "7d"], [true, false])
    func orphaned(overlap: String, hasSameHome: Bool) async throws {
        let sandbox = try await ServedSandbox()
        let shared = try TemporaryFolder()
        let words = try await Self.words(sandbox, in: shared.url, overlap: overlap)
        let first = try sandbox.client()
        let second = hasSameHome ? first : try sandbox.client()
        let late = try first.program(words, extra: ["LATE": "1"]).start()
        try await Self.wait(for: "started", in: shared.url)
        late.send(SIGKILL)
        #expect(try await late.exitCode() == 128 + SIGKILL)
        let token = "ctoken0000000000stagingci"
        let recovered = try await first.run(["deployment", "token", "recover", token, "--discard", "--yes"])
        #expect(recovered.exitCode == 1, "\(recovered.stderr)")
        #expect(recovered.stderr.contains("another process is working on"), "\(recovered.stderr)")
        let other = try second.program(words).start(stderr: .writing(shared.url.appending(path: "log")))
        try await Self.wait(for: "log", in: shared.url) { $0.contains("Waiting for another worker") }
        try Data().write(to: shared.url.appending(path: "go"))
        #expect(try await other.exitCode() == 0)
        let value = try String(contentsOf: shared.url.appending(path: "value"), encoding: .utf8)
        #expect(try sandbox.state.tokens.contains { $0.secret == value })
    }

    @Test("has others wait, which Ctrl-C ends before they begin anything")
    func interrupted() async throws {
        let sandbox = try await ServedSandbox()
        let shared = try TemporaryFolder()
        let words = try await Self.words(sandbox, in: shared.url, overlap: "0")
        let late = try sandbox.client().program(words)
        let said = try await expectWait(
            of: try sandbox.client().program(words), for: late, in: shared.url, saying: "Waiting for another worker")
        #expect(!said.contains("finish first"), "\(said)")
    }

    @Test("has an apply of the same home wait for a rotation, which Ctrl-C ends before anything begins")
    func rotation() async throws {
        let sandbox = try await ServedSandbox()
        let shared = try TemporaryFolder()
        let words = try await Self.words(sandbox, in: shared.url, overlap: "0")
        let client = try sandbox.client()
        let command = "sh \(shared.url.path())/deliver"
        let rotation = ["token", "rotate", "ctoken0000000000stagingci", "--yes", "--to-command", command]
        try await expectWait(
            of: client.program(words), for: client.program(rotation), in: shared.url,
            saying: "Another process is working on")
    }

    /// Proves that a worker waits for a slow one and says so, and that Ctrl-C ends the wait with nothing begun.
    @discardableResult
    private func expectWait(
        of other: ChildProgram, for slow: ChildProgram, in folder: URL, saying words: String
    ) async throws -> String {
        var slow = slow
        slow.variables["LATE"] = "1"
        let late = try slow.start()
        try await Self.wait(for: "started", in: folder)
        let log = folder.appending(path: "log")
        let waiting = try other.start(stderr: .writing(log))
        try await Self.wait(for: "log", in: folder) { $0.contains(words) }
        waiting.send(SIGINT)
        #expect(try await waiting.exitCode() == 130)
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(said.contains("interrupted: 1 not started"), "\(said)")
        try Data().write(to: folder.appending(path: "go"))
        _ = try await late.exitCode()
        return said
    }

    @Test("is not begun where the locks of others cannot be taken")
    func lockedOut() async throws {
        let sandbox = try await ServedSandbox()
        let shared = try TemporaryFolder()
        let words = try await Self.words(sandbox, in: shared.url, overlap: "0")
        let done = try await sandbox.client().run(words)
        #expect(done.exitCode == 0, "\(done.stderr)")
        let plans = shared.url.appending(path: "receipts")
        let plan = try #require(try FileManager.default.contentsOfDirectory(atPath: plans.path()).first)
        let locks = plans.appending(path: plan).appending(path: "locks")
        try FileManager.default.removeItem(at: locks)
        try Data().write(to: locks)
        let refused = try await sandbox.client().run(words)
        #expect(refused.exitCode == 1, "\(refused.stderr)")
        #expect(refused.stderr.contains("receipts cannot be written"), "\(refused.stderr)")
        #expect(refused.stderr.contains("nothing was changed"))
    }

    /// The words that apply a plan of one token, whose value a script delivers into the folder.
    private static func words(_ sandbox: ServedSandbox, in folder: URL, overlap: String) async throws -> [String] {
        let path = folder.path()
        let script = """
            cd '\(path)'; value=$(cat)
            if [ -n "$LATE" ]; then : >started; while [ ! -e go ]; do sleep 0.05; done; fi
            printf %s "$value" >value
            [ -z "$LATE" ] || kill -9 $PPID
            """
        try Data(script.utf8).write(to: folder.appending(path: "deliver"))
        let policy = """
            version: 1
            rules:
              - name: staging
                select: {deployment: Staging}
                overlap: \(overlap)
                deliver: [{command: [sh, "\(path)/deliver"]}]

            """
        try Data(policy.utf8).write(to: folder.appending(path: "tokens.yaml"))
        let source = ["--policy", "\(path)/tokens.yaml"]
        let plan = try await sandbox.client().run(["token", "plan", "--to-file", "\(path)/plan.json"] + source)
        #expect(plan.exitCode == 0, "\(plan.stderr)")
        // Unverified: nobody could tell whether a replacement that was used is in somebody's hands.
        return ["token", "apply", "\(path)/plan.json", "--yes", "--canary", "0", "--receipts", "\(path)/receipts"]
            + source
    }

    private static func wait(
        for name: String, in folder: URL, _ isRight: (String) -> Bool = { _ in true }
    ) async throws {
        let file = folder.appending(path: name)
        func isThere() -> Bool { (try? String(contentsOf: file, encoding: .utf8)).map(isRight) ?? false }
        for _ in 0..<1200 where !isThere() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(isThere(), "\(name)")
    }
}
