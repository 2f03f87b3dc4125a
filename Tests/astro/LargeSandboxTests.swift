import Foundation
import Support
import Testing

@testable import Sandbox

@Suite("A sandbox server with hundreds of tokens", .timeLimit(.minutes(20)))
struct LargeSandboxTests {
    private let sandbox: ServedSandbox

    init() async throws { sandbox = try await ServedSandbox(tokens: 300) }

    private var folder: URL { sandbox.program.home.appending(path: ".astro/sandbox") }
    private var hasJournal: Bool { FileManager.default.fileExists(atPath: folder.path() + "/changes.jsonl") }

    /// The files of the values that a client received, without those that are being written.
    private static func files(in home: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home.path()).filter {
            $0.hasPrefix("out-") && !$0.hasSuffix(".tmp")
        }
    }

    /// The values that a client received, by the IDs of their tokens.
    private func values(in home: URL) throws -> [String: String] {
        let names = try Self.files(in: home)
        return Dictionary(
            uniqueKeysWithValues: try names.map { name in
                (String(name.dropFirst(4)), try String(contentsOf: home.appending(path: name), encoding: .utf8))
            })
    }

    @Test("keeps every issued value if it is killed, and leaves one file if it ends normally")
    func killed() async throws {
        let client = try sandbox.client()
        let line = "astro token rotate --match 'Generated *' --yes --to-file 'out-{token.id}'"
        async let rotation = client.shell(line)
        try await inThreadOfItsOwn { while try Self.files(in: client.home).count < 20 { usleep(2_000) } }
        try await sandbox.end(by: SIGKILL)
        _ = try await rotation
        let values = try values(in: client.home)
        #expect(values.count >= 20)
        let next = try await ServedSandbox(of: sandbox.program)
        try await next.end(by: SIGTERM)
        #expect(!hasJournal)
        let state = try next.state
        for (id, value) in values { #expect(state.tokens[id]?.secret == value) }
    }
}
