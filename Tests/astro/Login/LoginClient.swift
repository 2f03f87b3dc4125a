import Foundation
import Support
import Synchronization

/// A program that logs in to a served sandbox with curl in the browser's place.
struct LoginClient {
    var program: BuiltProgram
    /// The port that the browser comes back to.
    let port: Int

    /// - Parameter url: The sandbox, or a proxy before it.
    init(url: String) throws {
        program = try BuiltProgram()
        port = try Self.freePort()
        program.variables = [
            "ASTRO_LOCAL_CORE": url, "ASTRO_LOGIN_PORT": String(port), "BROWSER": "sh \(program.home.path())/browser",
        ]
        try browse("curl -sL --max-time 30 -o \"$HOME/page\" \"$1\"")
    }

    /// What the browser does with the page that it is shown, as a shell's script.
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

    /// Lets the login end at a moment.
    func endLogin(at moment: String) throws {
        let old = try setting("expiresin") ?? ""
        try Data(try config.replacing(old, with: moment).utf8)
            .write(to: program.home.appending(path: ".astro/config.yaml"))
    }

    /// A port that nobody uses, and that nobody is given who takes any: such ports lie higher.
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

    /// Begins elsewhere in every run, so that two runs at once do not follow each other.
    private static let nextPort = Mutex(Int(getpid()) * 97)

    static let list = [
        "deployment", "token", "list", "--deployment", ServedSandbox.production, "--context", "localhost",
    ]
}
