import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@testable import Sandbox
@testable import astro

/// One run against a ``FaultyServer``: the program itself with the real disk and the real transport, in this process,
/// since there are thousands of them.
struct FaultedRun {
    static let target = ServedSandbox.token

    let server: FaultyServer
    let leftovers: Leftovers
    let exitCode: ExitCode
    let oldValue: String
    private let folder: TemporaryFolder
    let story: String

    /// - Parameter line: What to run; its file `new` gets the value.
    init(_ line: String, _ faults: [Fault], timeout: Double = 30) async throws {
        server = try FaultyServer(faults)
        folder = try TemporaryFolder(isInMemory: true)
        oldValue = try server.giveValue(to: Self.target)
        let (output, error) = (BufferSink(), BufferSink())
        let home = folder.url.path()
        let variables = [
            "HOME": home, "ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": server.url,
            "ASTRO_API_TOKEN": try server.store.ownerCredential(),
        ]
        let world = World(
            environment: Environment(variables: variables, workingDirectory: home),
            console: Console(input: ScriptedInput([], isTerminal: false), output: output, error: error),
            files: LocalFileSystem(), clock: SystemClock(),
            openTransport: { CurlTransport(environment: $0.variables) })
        let words = ShellWords.split("\(line) --to-file \(home)/new --timeout \(timeout)")
        exitCode = await program.run(words, in: world)
        let outcome = BuiltProgram.Outcome(exitCode: Int32(exitCode.rawValue), stdout: output.text, stderr: error.text)
        leftovers = Leftovers(home: folder.url, outcomes: [outcome])
        story = "\(line) with \(faults): exit \(exitCode.rawValue)"
    }

    var isNoted: Bool {
        let names = try? FileManager.default.contentsOfDirectory(atPath: leftovers.home.path() + "/.astro/recovery")
        return names?.contains { $0.hasSuffix(".json") } ?? false
    }

    /// Proves that the server's state, the destination and the exit code agree about the token.
    func expectAgreement(on id: String?) throws {
        guard let id, let value = try server.value(of: id) else {
            #expect(exitCode != .success, "\(story)")
            return #expect(!leftovers.said.contains("was created"), "\(story): \(leftovers.said)")
        }
        let said = leftovers.said
        switch exitCode {
        case .success:
            try leftovers.expect(value, in: [.file("new")], story)
            #expect(!isNoted, "\(story): \(said)")
        case .undelivered:
            // Made and lost, made and kept, or perhaps made: the message tells which.
            let places = try leftovers.places(of: value)
            #expect(places.isEmpty || places.allSatisfy(\.isRecovery), "\(story): \(places)")
            if !places.isEmpty { return #expect(said.contains("is saved in"), "\(story): \(said)") }
            let isOrphan = said.contains("nobody has its value") && said.contains(id)
            #expect(isOrphan || said.contains("lost"), "\(story): \(said)")
            #expect(isNoted, "\(story): \(said)")
        default:
            try leftovers.expect(value, in: [], story)
            if value == oldValue {
                #expect(!said.contains("no longer works"), "\(story): \(said)")
            } else {
                #expect(isNoted, "\(story): \(said)")
                #expect(
                    said.contains("may have") || said.contains("no longer works") || said.contains("lost"),
                    "\(story): \(said)")
            }
        }
    }
}

extension FaultyServer {
    /// Gives a token a value without faults, and returns it.
    fileprivate func giveValue(to id: String) throws -> String {
        try store.change { state in
            var token = try #require(state.tokens[id])
            let value = try token.renewSecret(in: state, at: Date())
            state.tokens.put(token)
            return value
        }
    }
}
