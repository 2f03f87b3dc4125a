import Foundation

/// `astro sandbox serve` as a process of its own; it ends with this value.
final class ServedSandbox {
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
    private let server: Process

    init() throws {
        program = try BuiltProgram()
        server = program.process(["sandbox", "serve", "--port", "0", "-o", "jsonl"])
        let output = Pipe()
        (server.standardInput, server.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        server.standardOutput = output
        try server.run()
        let line = try Self.firstLine(of: output.fileHandleForReading)
        let announcement = try JSONDecoder().decode(Announcement.self, from: line)
        (url, credential) = (announcement.url, announcement.token)
    }

    deinit {
        // Killed, it ends at once: who waits here holds a thread that other tests need.
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
    }

    var port: Int { URL(string: url)?.port ?? 0 }

    /// The variables that point a client at it, as a CI job would set them.
    var variables: [String: String] { Self.variables(url: url, credential: credential) }

    static func variables(url: String, credential: String) -> [String: String] {
        ["ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": url, "ASTRO_API_TOKEN": credential]
    }

    /// A client with a home of its own that talks to it.
    func client() throws -> BuiltProgram {
        var client = try BuiltProgram()
        client.variables = variables
        return client
    }

    private static func firstLine(of handle: FileHandle) throws -> Data {
        var line = Data()
        while let byte = try handle.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) { line += byte }
        return line
    }
}
