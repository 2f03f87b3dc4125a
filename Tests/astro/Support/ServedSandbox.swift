import Foundation
import Support
import Testing

/// `astro sandbox serve` as a separate process, which ends with this value.
final class ServedSandbox: Sendable {
    private struct Announcement: Decodable {
        let url: String
        let token: String
    }

    static let production = "cdeployment0000production"
    static let token = "ctoken00000000000cideploy"

    /// The program whose home holds the sandbox's state.
    let program: BuiltProgram
    let url: String
    /// The owner's credential.
    let credential: String
    private let server: ChildProcess

    /// - Parameters:
    ///   - tokens: The number of generated tokens besides the seeded ones.
    ///   - program: The program whose state is served; nil for a new one.
    init(tokens: Int = 0, of program: BuiltProgram? = nil) async throws {
        self.program = try program ?? BuiltProgram()
        let program = self.program
        if tokens > 0 {
            let code = try await program.run(["sandbox", "reset", "--tokens", "\(tokens)"]).exitCode
            #expect(code == 0)
        }
        server = try program.program(["sandbox", "serve", "--port", "0", "-o", "jsonl"]).start(stdout: .pipe)
        let line = try await server.nextLine()
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8))
        (url, credential) = (announcement.url, announcement.token)
    }

    /// Ends the server by a signal.
    func end(by signal: Int32) async throws {
        server.send(signal)
        _ = try await server.exitCode()
    }

    var port: Int { URL(string: url)?.port ?? 0 }

    /// The variables that point a client at it, as a CI job would set them.
    var variables: [String: String] { Self.variables(url: url, credential: credential) }

    static func variables(url: String, credential: String) -> [String: String] {
        ["ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": url, "ASTRO_API_TOKEN": credential]
    }

    /// Changes the time in every mark of an overlap to a past day, as a person may.
    func endOverlaps() throws {
        let file = program.home.appending(path: ".astro/sandbox/state.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let ended = text.replacing(/\ until\ [0-9]{4}-[0-9T:.-]+Z/, with: " until 2001-01-01T00:00:00Z")
        try Data(ended.utf8).write(to: file, options: .atomic)
    }

    /// A client with its own home that uses it.
    func client() throws -> BuiltProgram {
        var client = try BuiltProgram()
        client.variables = variables
        return client
    }
}
