#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

@Suite("The journal of a large sandbox") struct StateJournalTests {
    private let sandbox = SandboxFixture()
    private let files = LocalFileSystem()
    private var journal: String { "\(sandbox.folder)/changes.jsonl" }

    init() throws { try sandbox.store.reset(extraTokens: 200) }

    /// Another process, as far as files and locks are concerned.
    private var other: @Sendable () -> SandboxStore {
        { [folder = sandbox.folder] in
            SandboxStore(folder: folder, files: LocalFileSystem(), now: { SandboxFixture.now })
        }
    }

    private static func id(_ number: Int) -> String { Seed.generatedToken(number).id }

    /// Gives a token a value, like a rotation.
    private func set(_ value: String, to number: Int = 0, in store: SandboxStore? = nil) throws {
        try (store ?? sandbox.store).change { $0.withToken(Self.id(number)) { token, _ in token.secret = value } }
    }

    private func value(of number: Int = 0) throws -> String? { try other().read().tokens[Self.id(number)]?.secret }

    /// The content of the state file without the journal.
    private func state(in path: String) throws -> SandboxState {
        try StateFile.decode(try #require(try files.read(path)), path: path)
    }

    /// Makes changes until the journal is folded into the state file.
    private func fillJournal() throws {
        for round in 0..<10_000 {
            try set("round \(round)")
            if try files.read(journal) == nil { return }
        }
        Issue.record("the journal only grows")
    }

    @Test("A change leaves the state file alone, costs little, and outlives the process")
    func appends() throws {
        let before = try files.read(sandbox.store.path)
        for round in 1...3 {
            try set("value \(round)")
            #expect(try value() == "value \(round)")
            #expect(try other().read() == sandbox.store.read())
        }
        #expect(try files.read(sandbox.store.path) == before)
        #expect(try #require(try files.version(of: journal)?.size) < 10_000)
    }

    @Test("A small state has none: each change is in the state file")
    func small() throws {
        try sandbox.store.reset(extraTokens: 50)
        try set("value")
        #expect(try files.read(journal) == nil)
        #expect(try value() == "value")
    }

    @Test("Only the owner of the files can read it")
    func permissions() throws {
        try set("value")
        let mode = try FileManager.default.attributesOfItem(atPath: journal)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("Every kind of change is read back")
    func kinds() throws {
        let changes: [(inout SandboxState) throws -> Void] = [
            { _ in }, { $0.tokens.remove(Self.id(3)) }, { $0.tokens.put(Seed.generatedToken(3)) },
            { $0.tokens.put(Seed.generatedToken(500)) }, { $0.agentTokens = [] }, { $0.agentTokens = Seed.agentTokens },
            { $0.organizations[0].name = "\u{0}\"é\u{2028}\n" }, { $0.ownerTokenID = "other" },
            { $0.logins = LoginState(codes: [], sessions: [.init(token: "t", refreshToken: "r", ends: 5)]) },
            { $0.logins = nil }, { $0.parts = ["plugin": try #require(JSONValue(parsing: #"{"a":[1,null]}"#.utf8))] },
            { $0.workspaces.removeLast() }, { $0.tokens = TokenList() }, { $0.tokens.put(Seed.generatedToken(1)) },
        ]
        for (number, change) in changes.enumerated() {
            try sandbox.store.change(change)
            #expect(try other().read() == sandbox.store.read(), "\(number)")
        }
        #expect(try files.read(journal) != nil)
    }

    @Test("It is folded into the state file once it is as large, and starts over")
    func folds() throws {
        let size = try #require(try files.version(of: sandbox.store.path)?.size)
        try set("value", to: 7)
        while let journal = try files.version(of: journal) {
            #expect(journal.size < size + 10_000)
            try set("value")
        }
        #expect(try value(of: 7) == "value")
        #expect(try state(in: sandbox.store.path) == sandbox.store.read())
        try set("later")
        #expect(try value() == "later")
        #expect(try files.read(journal) != nil)
    }

    @Test("A journal that a killed process left after the fold is ignored, and replaced by the next change")
    func leftBehind() throws {
        try set("old", to: 1)
        let left = try #require(try files.read(journal))
        try fillJournal()
        try set("new", to: 1, in: other())
        try sandbox.store.fold()
        try files.replace(journal, with: left)
        #expect(try value(of: 1) == "new")
        try set("newer", to: 2)
        #expect(try value(of: 1) == "new")
        #expect(try value(of: 2) == "newer")
        #expect(try other().read() == sandbox.store.read())
    }

    @Test("A reset forgets it, even one that a killed process left")
    func reset() throws {
        try set("value")
        let left = try #require(try files.read(journal))
        try sandbox.store.reset(extraTokens: 200)
        #expect(try files.read(journal) == nil)
        try files.replace(journal, with: left)
        #expect(try value() == nil)
    }

    @Test("A last line that a crash cut off is ignored, and those after it are kept", arguments: [1, 2, 100, 400])
    func cutOff(count: Int) throws {
        for number in 1...3 { try set("value \(number)", to: number) }
        let whole = try #require(try files.read(journal))
        try files.replace(journal, with: whole.dropLast(count))
        #expect(try value(of: 2) == "value 2")
        #expect(try value(of: 3) == nil)
        try set("value 4", to: 4)
        try set("value 5", to: 5)
        let values = try (1...5).map { try value(of: $0) }
        #expect(values == ["value 1", "value 2", nil, "value 4", "value 5"])
        #expect(try other().read() == sandbox.store.read())
    }

    @Test("Blocks that a power failure left empty are ignored")
    func zeros() throws {
        try set("value")
        try files.appendShared(Data(repeating: 0, count: 300), to: journal)
        #expect(try value() == "value")
        try files.appendShared(Data("\n".utf8), to: journal)
        #expect(try value() == "value")
        try set("new")
        #expect(try value() == "new")
    }

    @Test("Damage before the last line is an error that names it and the remedy")
    func damaged() throws {
        for round in 1...3 { try set("value \(round)") }
        var content = try #require(try files.read(journal))
        content[content.startIndex + 5] = 0
        try files.replace(journal, with: content)
        let error = #expect(throws: CommandError.self) { try sandbox.store.read() }
        #expect(error?.message.contains(journal) == true)
        #expect(error?.hint == .command("sandbox reset"))
        #expect(throws: CommandError.self) { try set("value") }
        #expect(try files.read(journal) == content)
        try sandbox.store.reset()
        #expect(try sandbox.store.read().tokens.count == 12)
    }

    @Test("A state file from before there was a journal is rewritten first")
    func older() throws {
        var state = try sandbox.store.read()
        state.fileID = nil
        try files.replace(sandbox.store.path, with: StateFile.encode(state))
        for round in 1...2 {
            try set("value \(round)")
            #expect(try value() == "value \(round)")
        }
        #expect(try other().read() == sandbox.store.read())
    }

    @Test("A change that cannot be written leaves the state as it was")
    func refused() throws {
        try set("value")
        try files.remove(journal)
        try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: false)
        #expect(throws: (any Error).self) { try set("lost") }
        try FileManager.default.removeItem(atPath: journal)
        #expect(try value() != "lost")
        #expect(try sandbox.store.read() == other().read())
    }

    @Test("Folding moves everything into the state file, and does nothing if it is already there")
    func foldedByHand() throws {
        try set("value")
        try sandbox.store.fold()
        #expect(try files.read(journal) == nil)
        let content = try files.read(sandbox.store.path)
        #expect(try state(in: sandbox.store.path).tokens[Self.id(0)]?.secret == "value")
        try sandbox.store.fold()
        #expect(try files.read(sandbox.store.path) == content)
    }

    @Test("Stores that change at once lose nothing, and no read goes back in time", .timeLimit(.minutes(20)))
    func atOnce() async throws {
        let stores = [other(), other(), other()]
        let other = other
        try await withThrowingTaskGroup { group in
            for (number, store) in stores.enumerated() {
                group.addTask {
                    for round in 0..<100 {
                        try store.change {
                            $0.withToken(Self.id(number)) { token, _ in token.secret = "\(number)-\(round)" }
                            $0.tokens.put(Seed.generatedToken(1_000 + number * 1_000 + round))
                        }
                    }
                }
            }
            group.addTask {
                var revision = 0
                while revision < 300 {
                    let next = try other().read().revision
                    #expect(next >= revision)
                    revision = next
                }
            }
            try await group.waitForAll()
        }
        let state = try other().read()
        #expect(state.tokens.count == 512)
        #expect((0..<3).allSatisfy { state.tokens[Self.id($0)]?.secret == "\($0)-99" })
        #expect(state.revision == 301)
    }

    @Test("A fold between the reads of the two files loses nothing")
    func foldWhileReading() throws {
        try set("value")
        let files = InterruptedFiles { [other] in try other().fold() }
        let store = SandboxStore(folder: sandbox.folder, files: files, now: { SandboxFixture.now })
        #expect(try store.read().tokens[Self.id(0)]?.secret == "value")
        #expect(try self.files.read(journal) == nil)
    }

    @Test("A change of many tokens costs about as much as one of few", .timeLimit(.minutes(20)))
    func cost() throws {
        func duration() throws -> Duration {
            try set("warm-up")
            let all = try (1...20).map { round in try ContinuousClock().measure { try set("value \(round)") } }
            return try #require(all.min())
        }
        let few = try duration()
        try sandbox.store.reset(extraTokens: 10_000)
        let many = try duration()
        #expect(many < few * 4, "\(few) \(many)")
    }
}
