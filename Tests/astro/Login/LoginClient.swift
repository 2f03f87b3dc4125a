import Foundation
import Support
import Synchronization

/// A program that logs in to a served sandbox with curl as the browser.
struct LoginClient {
    var program: BuiltProgram
    /// The port that the browser returns to.
    let port: Int

    /// - Parameter url: The sandbox, or a proxy in front of it.
    init(url: String) throws {
        program = try BuiltProgram()
        port = try Self.freePort()
        program.variables = [
            "ASTRO_LOCAL_CORE": url, "ASTRO_LOGIN_PORT": String(port), "BROWSER": "sh \(program.home.path())/browser",
        ]
        try browse("curl -sL --max-time 30 -o \"$HOME/page\" \"$1\"")
    }

    /// The browser's behavior with the page, as a shell script.
    func browse(_ script: String) throws {
        try Data("\(script)\n".utf8).write(to: program.home.appending(path: "browser"))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: program.home.appending(path: name), encoding: .utf8)
    }

    var config: String { get throws { try text(".astro/config.yaml") } }

    /// A setting of the context `localhost`.
    func setting(_ key: String) throws -> String? {
        let lines = try config.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let line = lines.first { $0.hasPrefix("\(key): ") }
        return line.map { String($0.dropFirst(key.count + 2)).replacing("\"", with: "") }
    }

    /// Sets the time at which the login expires.
    func endLogin(at moment: String) throws {
        let old = try setting("expiresin") ?? ""
        try Data(try config.replacing(old, with: moment).utf8)
            .write(to: program.home.appending(path: ".astro/config.yaml"))
    }

    /// A port that nothing uses, and that is never assigned automatically: such ports are higher.
    static func freePort() throws -> Int {
        while true {
            let port = nextPort.withLock { next in
                next += 1
                return 20_000 + next % 10_000
            }
            if let number = try? LoopbackSocket.listen(on: port) {
                close(number)
                return port
            }
        }
    }

    /// The start differs in every run, so that two concurrent runs don't get the same ports.
    private static let nextPort = Mutex(Int(getpid()) * 97)

    static let list = [
        "deployment", "token", "list", "--deployment", ServedSandbox.production, "--context", "localhost",
    ]
}
