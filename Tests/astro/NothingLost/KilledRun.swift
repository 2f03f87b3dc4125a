import AstroAPI
import Foundation
import Kernel
import Support
import Testing

@testable import Sandbox

/// A server with tokens, whose state a test can read.
protocol TokenServer {
    /// A client with its own home.
    func client() throws -> BuiltProgram
    var state: SandboxState { get throws }
}

/// The server's state, read without its API.
extension ServedSandbox: TokenServer {
    var state: SandboxState {
        get throws {
            let folder = program.home.appending(path: ".astro/sandbox")
            return try SandboxStore(folder: folder.path(), files: LocalFileSystem()).read()
        }
    }
}

extension TokenServer {
    /// The value of a token that works now; nil if nobody ever received one.
    func value(of id: String) throws -> String? { try all.first { $0.id == id }?.secret }

    /// The tokens with a name, the newest last.
    func tokens(named name: String) throws -> [StoredToken] { try all.filter { $0.token.name == name } }

    /// Agent tokens, too.
    private var all: [StoredToken] {
        get throws {
            let state = try state
            return state.tokens + (state.agentTokens ?? [])
        }
    }
}

/// One run that is killed, and the steps after it.
final class KilledRun {
    let issuance: KilledIssuance
    let world: BuiltProgram
    /// The same with a credential that isn't rotated.
    private let owner: BuiltProgram
    let program: ChildProgram
    private let server: any TokenServer
    private let name: String
    private let target: String
    private let oldValue: String
    /// Whether the command is just repeated, as in a CI job that is run again.
    private let isRepeated: Bool
    private var outcomes: [BuiltProgram.Outcome] = []
    private var story = ""

    init(_ issuance: KilledIssuance, _ server: any TokenServer, number: Int) async throws {
        self.issuance = issuance
        self.server = server
        name = "made-\(number)"
        // A command that a killed program started may still be writing the value of that time.
        isRepeated = number.isMultiple(of: 2) && !issuance.delivery.contains("--to-command")
        if issuance.kind == .creation {
            (target, oldValue) = ("", "")
        } else {
            let role = issuance.isForAgents ? "" : "-r DEPLOYMENT_ADMIN"
            let group = issuance.isForAgents ? issuance.family : "deployment token"
            let words = ShellWords.split("\(group) create -n \(name) \(role) -o json --deployment")
            let made = try await server.client().run(words + [ServedSandbox.production])
            let token = try object(made.stdout)
            target = try #require(token["id"] as? String)
            oldValue = try #require(token["token"] as? String)
        }
        owner = try server.client()
        world = issuance.isOwn ? try await Self.loggedIn(owner, with: oldValue) : owner
        program = world.program(issuance.words(target: target, name: name))
    }

    /// A client that is logged in with a token, and has no other credential.
    private static func loggedIn(_ client: BuiltProgram, with token: String) async throws -> BuiltProgram {
        var client = client
        client.variables["ASTRO_API_TOKEN"] = nil
        let login = try await client.run(["login", "localhost", "--token-login", "-"], input: token + "\n")
        #expect(login.exitCode == 0, "\(login.stderr)")
        return client
    }

    /// Where the login is kept, if it has a value; what a killed process was about to put there goes with the next write.
    private func login(with value: String) throws -> Set<Leftovers.Place> {
        guard issuance.isOwn else { return [] }
        return try leftovers.places(of: value).filter { place in
            if case .file(let path) = place { path.hasPrefix(OwnLogin.config) } else { false }
        }
    }

    /// The token whose value is being issued, as the server has it; nil where it was not made yet.
    private var token: StoredToken? {
        get throws {
            let tokens = try server.tokens(named: name)
            return issuance.kind == .rotation ? tokens.first : tokens.first { $0.id != target }
        }
    }

    private var leftovers: Leftovers { Leftovers(home: world.home, outcomes: outcomes) }

    /// False if the run ended before that point.
    func kill(at point: KillPoint) async throws -> Bool {
        story = "\(issuance.name), \(point)"
        outcomes.append(try await world.finish(point.killing(program), input: ""))
        return try isKilled()
    }

    /// The same while it waits for the server, which says when.
    func kill(when isWaiting: () async throws -> Bool, _ words: String) async throws -> Bool {
        story = "\(issuance.name), \(words)"
        let output = world.home.appending(path: ".stdout")
        let process = try program.start(stdout: .writing(output))
        if try await isWaiting() { process.send(SIGKILL) }
        let code = try await process.exitCode()
        let stdout = try String(contentsOf: output, encoding: .utf8)
        try FileManager.default.removeItem(at: output)
        outcomes.append(BuiltProgram.Outcome(exitCode: code, stdout: stdout, stderr: ""))
        return try isKilled()
    }

    private func isKilled() throws -> Bool {
        if outcomes[0].exitCode == 0 { return false }
        #expect(outcomes[0].exitCode == 128 + SIGKILL, "\(story): \(leftovers.said)")
        guard let value = try token?.secret, value != oldValue else { return true }
        // Nobody's as yet: then there must be a note that says so.
        let isSomewhere = try !leftovers.places(of: value).isEmpty
        #expect(try isSomewhere || isNoted, "\(story): the value is nowhere, and nothing tells of it")
        return true
    }

    /// One call fails, and the program continues or reports the result.
    func fail(at point: KillPoint, with error: String) async throws {
        story = "\(issuance.name), \(point.call) \(point.number) fails with \(error)"
        outcomes.append(try await world.finish(point.failing(program, with: error), input: ""))
    }

    /// Proves that the exit code and the message say where the value is.
    func checkAgreement() throws {
        let code = outcomes[0].exitCode
        let said = leftovers.said
        let value = try token?.secret
        story += ": exit \(code): \(said)"
        guard let value, value != oldValue else {
            #expect(code != 0, "\(story)")
            return #expect(try !isNoted || said.contains("may have"), "\(story)")
        }
        let places = try leftovers.places(of: value)
        switch code {
        case 0:
            let copies = said.contains("a copy of it is left in") ? places.filter(\.isRecovery) : []
            let login = try login(with: value)
            #expect(!issuance.isOwn || !login.isEmpty || said.contains("login localhost --token-login -"), "\(story)")
            try leftovers.expect(value, in: issuance.destinations.union(copies).union(login), story)
        case 8:
            #expect(said.contains("is saved in") == places.contains(where: \.isRecovery), "\(story)")
            #expect(!places.isEmpty || said.contains("lost"), "\(story)")
            let login = try login(with: value)
            let named = places.filter { $0.isRecovery || issuance.destinations.contains($0) || login.contains($0) }
            try leftovers.expect(value, in: named, story)
        default:
            // Such as an overlap that could not be ended: the value is delivered, or the message says that it is lost.
            #expect(
                try places.subtracting(login(with: value)) == issuance.destinations || isNoted,
                "\(story): \(places.sorted())")
        }
    }

    /// The next step of a person who reads the message: recover the value, or else repeat the command, as jobs do.
    func goOn() async throws {
        if try await isDeliveredWhole { return }
        if !isRepeated, try await run("\(issuance.family) recover \(issuance.delivery)") == 0 {
            return try await finish()
        }
        var code = try await run(issuance.words(target: target, name: name))
        if code == 8, leftovers.said.contains("nobody has its value") { code = try await dealWithOrphan() }
        if code == 8, leftovers.said.contains("cannot be rotated") { code = try await beginAnew() }
        #expect(code == 0 || [.replacement, .replacementAtOnce].contains(issuance.kind), "\(story): \(leftovers.said)")
        try await finish()
    }

    /// The advice for a token that a killed run may have created: rotate it, or delete it and start over.
    private func dealWithOrphan() async throws -> Int32 {
        let id = try #require(try token?.id)
        #expect(leftovers.said.contains(id), "\(story)")
        guard issuance.kind != .creation || issuance.isForAgents else {
            return try await run("\(issuance.family) rotate \(id) \(issuance.place) -f \(issuance.delivery)")
        }
        let deletion = try await run("\(issuance.family) delete \(id) \(issuance.place) -f")
        #expect(deletion == 0, "\(story): \(leftovers.said)")
        return try await run(issuance.words(target: target, name: name))
    }

    /// The advice for a replacement whose value is lost for good.
    private func beginAnew() async throws -> Int32 {
        let id = try #require(try token?.id)
        #expect(try await run("\(issuance.family) overlap cancel \(id) -f") == 0, "\(story): \(leftovers.said)")
        return try await run(issuance.words(target: target, name: name))
    }

    func check() throws {
        let token = try #require(try token, "\(story): \(leftovers.said) \(outcomes.map(\.exitCode))")
        let value = try #require(token.secret)
        try leftovers.expect(value, in: issuance.destinations.union(login(with: value)), story)
        #expect(try !isNoted, "\(story): a note is left")
        let tokens = try server.tokens(named: name)
        #expect(tokens.count == (issuance.kind == .replacement ? 2 : 1), "\(story): \(tokens.map(\.id))")
        if issuance.kind == .replacement { #expect(try server.value(of: target) == oldValue, "\(story)") }
    }

    /// Whether the request is done: repeating a creation requests another token.
    private var isDeliveredWhole: Bool {
        get async throws {
            guard issuance.kind != .rotation, let value = try token?.secret, try !isNoted else { return false }
            guard try leftovers.places(of: value) == issuance.destinations else { return false }
            try await finish()
            return true
        }
    }

    /// An immediate overlap ends with the command in its message, after the new value was used.
    private func finish() async throws {
        guard issuance.kind == .replacementAtOnce, let new = try token?.id, try server.value(of: target) != nil else {
            return
        }
        #expect(try await run("\(issuance.family) overlap finish \(new)") == 0, "\(story): \(leftovers.said)")
        guard try server.value(of: target) != nil else { return }
        let warning = "the token \(new) was never used, so the old token \(target) is kept"
        #expect(leftovers.said.contains(warning), "\(story)")
        var user = try server.client()
        user.variables["ASTRO_API_TOKEN"] = try token?.secret
        let listing = ShellWords.split("\(issuance.family) list \(issuance.place)")
        #expect(try await user.run(listing).exitCode == 0, "\(story)")
        #expect(try await run("\(issuance.family) overlap finish \(new)") == 0, "\(story): \(leftovers.said)")
    }

    private var isNoted: Bool {
        get throws {
            let folder = world.home.appending(path: ".astro/recovery").path()
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.contains { $0.hasSuffix(".json") }
        }
    }

    private func run(_ line: String) async throws -> Int32 { try await run(ShellWords.split(line)) }

    private func run(_ words: [String]) async throws -> Int32 {
        let outcome = try await owner.run(words)
        outcomes.append(outcome)
        return outcome.exitCode
    }
}
