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

@Suite("The sandbox's state") struct SandboxStoreTests {
    private let sandbox = SandboxFixture()

    /// Another process, as far as files and locks are concerned.
    private func other() -> SandboxStore {
        SandboxStore(folder: sandbox.folder, files: LocalFileSystem(), now: { SandboxFixture.now })
    }

    @Test("The state outlives the process")
    func survives() throws {
        let made = try sandbox.create("ORGANIZATION_MEMBER", "ORGANIZATION")
        #expect(try other().read().tokens[made.id] != nil)
        #expect(try other().read() == sandbox.store.read())
    }

    @Test("Only the owner of the files can read them")
    func permissions() throws {
        _ = try sandbox.store.read()
        let mode = try FileManager.default.attributesOfItem(atPath: sandbox.store.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("A change by one store is seen by the other")
    func seesOthers() throws {
        let store = other()
        _ = try store.read()
        let made = try sandbox.create("ORGANIZATION_MEMBER", "ORGANIZATION")
        #expect(try store.read().tokens[made.id] != nil)
    }

    @Test("Two stores that change at once lose nothing", .timeLimit(.minutes(20)))
    func noLostUpdate() async throws {
        let stores = [other(), other(), other()]
        try await withThrowingTaskGroup { group in
            for (number, store) in stores.enumerated() {
                group.addTask {
                    for round in 0..<40 {
                        try store.change { $0.organizations.append(.init(id: "\(number)-\(round)", name: "")) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let ids = try other().read().organizations.dropFirst().map(\.id)
        #expect(Set(ids).count == 120)
        #expect(ids.count == 120)
    }

    @Test("Stores that seed at once agree on one credential")
    func oneSeed() async throws {
        let stores = (0..<4).map { _ in other() }
        let credentials = try await withThrowingTaskGroup { group in
            for store in stores { group.addTask { try store.ownerCredential() } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(credentials.count == 1)
    }

    @Test("A change that fails leaves the state as it was")
    func failedChange() throws {
        let before = try sandbox.store.read()
        #expect(throws: SandboxRefusal.self) {
            try sandbox.store.change { state in
                state.tokens = TokenList()
                throw SandboxRefusal(400, "no")
            }
        }
        #expect(try other().read() == before)
    }

    @Test("A damaged file is an error that names it and the remedy", arguments: ["", "{", "[]", #"{"format":2}"#])
    func damaged(content: String) throws {
        try LocalFileSystem().replace(sandbox.store.path, with: Data(content.utf8))
        let error = #expect(throws: CommandError.self) { try sandbox.store.ownerCredential() }
        #expect(error?.message.contains(sandbox.store.path) == true)
        #expect(error?.hint == .command("sandbox reset"))
        #expect(try LocalFileSystem().read(sandbox.store.path) == Data(content.utf8))
        try sandbox.store.reset()
        #expect(try sandbox.store.read().tokens.count == 12)
    }

    @Test("A reset restores the seed, with the requested number of generated tokens")
    func reset() throws {
        try sandbox.store.change { $0.tokens = TokenList() }
        try sandbox.store.reset(extraTokens: 1500)
        let state = try other().read()
        #expect(state.tokens.count == 1512)
        #expect(Set(state.tokens.map(\.id)).count == 1512)
        #expect(state.tokens.allSatisfy { $0.id.wholeMatch(of: /c[a-z0-9]{24}/) != nil })
        #expect(Array(state.tokens).last?.homeID == SandboxPlaces.production)
    }

    @Test("Neighboring revisions of one state differ in size")
    func sizes() throws {
        var state = try Seed.state(at: SandboxFixture.now)
        let before = try StateFile.encode(state).count
        state.revision += 2
        #expect(try StateFile.encode(state).count != before)
    }
}

@Suite("The owner's credential") struct OwnerCredentialTests {
    private let sandbox = SandboxFixture()
    private let owner = "/tokens/\(Seed.sandboxOwnerID)"

    @Test("It is the same in every run")
    func stays() throws {
        let credential = try sandbox.store.ownerCredential()
        #expect(try SandboxStore(folder: sandbox.folder, files: LocalFileSystem()).ownerCredential() == credential)
    }

    @Test("It changes with a rotation")
    func rotated() throws {
        let value = try sandbox.call(.post, owner + "/rotate").decoded(APIToken.self).token
        #expect(try sandbox.store.ownerCredential() == value)
    }

    @Test("A deleted owner's token is created again")
    func deleted() throws {
        let before = try sandbox.store.ownerCredential()
        #expect(try sandbox.call(.delete, owner).status == 204)
        #expect(try sandbox.call(.get, "/tokens", credential: before).status == 401)
        #expect(try sandbox.call(.get, "/tokens").status == 200)
        #expect(try sandbox.store.ownerCredential() == sandbox.store.ownerCredential())
    }

    @Test("An owner's token without its role is replaced")
    func demoted() throws {
        #expect(try sandbox.call(.post, owner + "/roles", body: #"{"roles":[]}"#).status == 200)
        #expect(try sandbox.call(.get, "/tokens").status == 200)
    }
}
