import AstroAPI
import Foundation
import Kernel
import Support
import Testing

@testable import Sandbox

/// An overlap that one machine begins and another finishes, by the built program.
@Suite("An overlap across machines")
struct OverlapAnywhereTests {
    static let place = "--deployment \(ServedSandbox.production)"
    static let old = ServedSandbox.token

    let sandbox: ServedSandbox
    /// Two machines with separate homes.
    let first: BuiltProgram
    let second: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        first = try sandbox.client()
        second = try sandbox.client()
    }

    private func begin(_ flags: String = "--verify --overlap 7d") async throws -> StoredToken {
        let outcome = try await first.shell("astro deployment token rotate \(Self.old) \(Self.place) -y \(flags) -c")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        return try #require(try replacement)
    }

    private var replacement: StoredToken? {
        get throws { try sandbox.tokens(named: "CI deploy").last { $0.id != Self.old } }
    }

    private func description(_ id: String) throws -> String? {
        try sandbox.state.tokens.first { $0.id == id }?.token.description
    }

    private func exists(_ id: String) throws -> Bool { try description(id) != nil }

    @Test("is listed and finished on another machine with the same credential, and leaves no mark")
    func finished() async throws {
        let before = try description(Self.old)
        let new = try await begin()
        #expect(new.token.description.contains("[replaces \(Self.old) until "))
        let row = try object(try await second.stdout(of: "deployment token overlap list -o jsonl"))
        #expect(row["newID"] as? String == new.id)
        #expect(row["oldID"] as? String == Self.old)
        #expect(row["state"] as? String == "pending")
        let early = try await second.shell("astro token overlap finish")
        #expect(early.exitCode == 0 && early.stderr.contains("No old token is due."), "\(early.stderr)")
        try sandbox.endOverlaps()
        let late = try await second.shell("astro token overlap finish")
        #expect(late.exitCode == 0 && late.stderr.contains("which was deleted"), "\(late.stderr)")
        #expect(try !exists(Self.old))
        #expect(try description(new.id) == before)
        // The machine that began it still has its record: there is nothing left to do.
        let again = try await first.shell("astro token overlap finish; astro token overlap list --no-header")
        #expect(again.exitCode == 0 && again.stdout == "", "\(again.stdout) \(again.stderr)")
        #expect(try exists(new.id))
    }

    @Test("never shows the mark, and update keeps it")
    func hidden() async throws {
        let new = try await begin()
        for line in [
            "token list -o json", "deployment token list \(Self.place) -o csv", "token inspect \(new.id) -o json",
        ] {
            let text = try await second.stdout(of: line)
            #expect(text.contains(new.id) && !text.contains("[replaces"), "\(line): \(text)")
        }
        let shown = try await second.stdout(of: "token list --fields id,replaces --no-header")
        #expect(shown.contains("\(new.id)  \(Self.old)"))
        let details = try object(try await second.stdout(of: "token inspect \(Self.old) -o json"))
        #expect(details["replacedBy"] as? String == new.id)
        let updated = try await second.stdout(of: "token update \(new.id) --description 'a note' -o json")
        #expect(try object(updated)["description"] as? String == "a note")
        let mark = try #require(OverlapAnywhereTests.mark(in: new.token.description))
        #expect(try description(new.id) == "a note \(mark)")
        _ = try await second.stdout(of: "token update \(new.id) --new-name other")
        #expect(try description(new.id) == "a note \(mark)")
    }

    private static func mark(in description: String) -> Substring? {
        description.firstRange(of: "[replaces").map { description[$0.lowerBound...] }
    }

    @Test("is not started twice, by ID or by the name that both tokens have")
    func twice() async throws {
        let new = try await begin("--overlap 7d")
        for token in [Self.old, "'CI deploy'"] {
            let again = try await second.shell(
                "astro deployment token rotate \(token) \(Self.place) -y --overlap 7d -c")
            #expect(again.exitCode == 2, "\(again.stderr)")
            #expect(again.stderr.contains("is already being replaced by \(new.id)"))
        }
        #expect(try sandbox.tokens(named: "CI deploy").count == 2)
        let plan = try object(try await second.stdout(of: "token plan --match 'CI deploy' -o json"))
        #expect((plan["items"] as? [Any])?.isEmpty == true)
        let leftOut = try #require(plan["leftOut"] as? [[String: Any]])
        #expect(leftOut.map { $0["why"] as? String } == ["replacing", "replacing"])
        let cancelled = try await second.shell("astro token overlap cancel \(new.id) --yes")
        #expect(cancelled.exitCode == 0, "\(cancelled.stderr)")
        #expect(try !exists(new.id))
    }

    @Test("is kept until the new token was used, or somebody insists")
    func unused() async throws {
        let new = try await begin("--overlap 7d")
        try sandbox.endOverlaps()
        let kept = try await second.shell("astro token overlap finish")
        #expect(kept.exitCode == 0 && kept.stderr.contains("was never used"), "\(kept.stderr)")
        let named = try await second.shell("astro token overlap finish \(new.id)")
        #expect(named.exitCode == 0 && named.stderr.contains("--force"), "\(named.stderr)")
        #expect(try exists(Self.old))
        #expect(try await second.shell("astro token overlap finish --force").exitCode == 2)
        let forced = try await second.shell("astro token overlap finish \(new.id) --force")
        #expect(forced.exitCode == 0, "\(forced.stderr)")
        #expect(try !exists(Self.old))
    }

    @Test("with local state leaves no mark, and is finished on the machine that began it")
    func local() async throws {
        let new = try await begin("--verify --overlap 7d --overlap-state local")
        #expect(try description(new.id) == description(Self.old))
        #expect(try await second.stdout(of: "token overlap list --no-header") == "")
        #expect(try await second.shell("astro token overlap finish \(new.id) -y").exitCode == 4)
        #expect(try await first.shell("astro token overlap finish \(new.id) -y").exitCode == 0)
        #expect(try !exists(Self.old))
    }

    @Test("whose mark a person removed is not finished without confirmation, even on the machine that began it")
    func calledOff() async throws {
        let new = try await begin()
        try sandbox.endOverlaps()
        let file = sandbox.program.home.appending(path: ".astro/sandbox/state.json")
        let state = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        try Data(state.replacing(/\ ?\[replaces[^\]]*\]/, with: "").utf8).write(to: file, options: .atomic)
        #expect(try await second.shell("astro token overlap finish").exitCode == 0)
        // The record of the machine that began it has another time: it is ended by ID.
        let asked = try await first.shell("astro token overlap finish \(new.id)")
        #expect(asked.exitCode == 5 && asked.stderr.contains("somebody removed it"), "\(asked.stderr)")
        #expect(try await first.stdout(of: "token overlap list --fields state --no-header") == "unconfirmed\n")
        #expect(try exists(Self.old))
    }

    @Test("a mark by somebody else deletes nothing without a confirmation that names both tokens and the author")
    func hostile() async throws {
        let mallory = try await first.stdout(
            of: "token create --scope organization --name Mallory --role ORGANIZATION_OWNER -c"
        ).trimmingCharacters(in: .newlines)
        let words = "token create --name 'CI deploy' --role DEPLOYMENT_ADMIN \(Self.place) -c"
        let mark = "for CI [replaces \(Self.old) until 2001-01-01T00:00:00Z]"
        let made = try await second.run(
            ShellWords.split(words) + ["--description", mark], extra: ["ASTRO_API_TOKEN": mallory])
        #expect(made.exitCode == 0, "\(made.stderr)")
        let value = made.stdout.trimmingCharacters(in: .newlines)
        _ = try await second.run(
            ["deployment", "token", "list"] + ShellWords.split(Self.place), extra: ["ASTRO_API_TOKEN": value])
        let new = try #require(try replacement).id
        let unasked = try await first.shell("astro token overlap finish")
        #expect(unasked.exitCode == 0 && unasked.stderr.contains("Mallory created it"), "\(unasked.stderr)")
        let row = try object(try await first.stdout(of: "token overlap list -o jsonl"))
        #expect(row["state"] as? String == "unconfirmed")
        #expect(row["createdBy"] as? String == "Mallory")
        let asked = try await first.shell("astro token overlap finish \(new)")
        #expect(asked.exitCode == 5)
        for part in [new, Self.old, "Mallory"] { #expect(asked.stderr.contains(part), "\(asked.stderr)") }
        #expect(try exists(Self.old))
        let agreed = try await first.shell("astro token overlap finish \(new) --yes")
        #expect(agreed.exitCode == 0, "\(agreed.stderr)")
        #expect(try !exists(Self.old))
    }

    @Test(
        "a mark that names itself, the credential in use or no token deletes nothing",
        arguments: ["self", "own", "cnothing00000000000000000"])
    func void(target: String) async throws {
        let words = ShellWords.split("token create --name odd --role DEPLOYMENT_ADMIN \(Self.place) -c")
        #expect(try await first.run(words).exitCode == 0)
        let new = try #require(try sandbox.tokens(named: "odd").first?.id)
        let own = try sandbox.state.ownerTokenID
        let id = ["self": new, "own": own][target] ?? target
        let mark = "[replaces \(id) until 2001-01-01T00:00:00Z]"
        #expect(try await first.run(["token", "update", new, "--description", mark]).exitCode == 0)
        let count = try sandbox.state.tokens.count
        for line in ["finish", "finish \(new) --yes", "finish \(new) --force"] {
            let outcome = try await second.shell("astro token overlap \(line)")
            if target == "own" { #expect(outcome.stderr.contains("is the credential in use"), "\(outcome.stderr)") }
            #expect(try sandbox.state.tokens.count == count, "\(line): \(outcome.stderr)")
        }
        _ = try await second.shell("astro token overlap cancel \(new) --yes")
        #expect(try sandbox.state.tokens.count >= count - (target == "own" ? 1 : 0))
        #expect(try exists(own))
    }
}

/// An overlap whose creation nobody answers.
@Suite("A replacement whose creation was interrupted")
struct CutOffReplacementTests {
    @Test("is found by its mark when the run is repeated, and no second one is made", arguments: [true, false])
    func killed(isDone: Bool) async throws {
        let server = try FaultyServer([])
        let client = try server.client()
        let line = ["deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production]
        let words = line + ["-y", "--overlap", "7d", "--to-file", "value", "--timeout", "600"]
        // The token, the tokens of its place, and then the creation.
        server.stall(atRequest: 3, isDone: isDone)
        let process = try client.program(words).start()
        #expect(try await server.waitForStall())
        process.send(SIGKILL)
        _ = try await process.exitCode()
        #expect(try server.tokens(named: "CI deploy").count == (isDone ? 2 : 1))
        server.goOn()
        let again = try await client.run(words)
        #expect(again.exitCode == 0, "\(again.stderr)")
        #expect(again.stderr.contains("its value was lost") == isDone)
        let tokens = try server.tokens(named: "CI deploy")
        #expect(tokens.count == 2)
        let value = try String(contentsOf: client.home.appending(path: "value"), encoding: .utf8)
        #expect(tokens.last?.secret == value)
    }

    @Test("is found by its mark within the run, if only the answer was lost")
    func lost() async throws {
        let server = try FaultyServer([.reset(after: 0)])
        let client = try server.client()
        let words = ["deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production]
        let outcome = try await client.run(words + ["-y", "--overlap", "7d", "--to-file", "value"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let tokens = try server.tokens(named: "CI deploy")
        #expect(tokens.count == 2)
        let value = try String(contentsOf: client.home.appending(path: "value"), encoding: .utf8)
        #expect(tokens.last?.secret == value)
    }
}
