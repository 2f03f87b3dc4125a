import Foundation
import Kernel
import Testing

/// A client that is logged in with its own token, in its config file or in a helper, which it may rotate.
struct OwnLogin {
    static let rotate = "deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f"
    static let config = ".astro/config.yaml"

    let world: BuiltProgram
    let oldValue: String

    /// - Parameter helper: The script of a credential helper that keeps the login in the file `login`, if one does.
    init(_ sandbox: ServedSandbox, helper: String? = nil) async throws {
        let words = ShellWords.split("\(Self.rotate) -c")
        let outcome = try await sandbox.client().run(words)
        oldValue = outcome.stdout.trimmingCharacters(in: .newlines)
        world = try Self.world(sandbox, helper)
        try await logIn(world, oldValue)
    }

    private static func world(_ sandbox: ServedSandbox, _ helper: String?) throws -> BuiltProgram {
        var world = try BuiltProgram()
        world.variables = ["ASTRO_DOMAIN": "localhost", "ASTRO_LOCAL_CORE": sandbox.url]
        guard let helper else { return world }
        world.variables["ASTRO_CREDENTIAL_HELPER"] = "test"
        world.variables["SCRIPT_FOLDER"] = world.home.path()
        world.variables["PATH"] = CodeBase.root.path() + "Tests/Fixtures/helpers:/usr/bin:/bin"
        try Data("\(helper)\n".utf8).write(to: world.home.appending(path: "script"))
        return world
    }

    private func logIn(_ world: BuiltProgram, _ value: String) async throws {
        let login = try await world.run(["login", "localhost", "--token-login", "-"], input: value + "\n")
        #expect(login.exitCode == 0, "\(login.stderr)")
    }

    /// Whether the login holds a value.
    func isLoggedIn(with value: String) throws -> Bool {
        for path in [Self.config, "login"] {
            let content = FileManager.default.contents(atPath: world.home.appending(path: path).path())
            if content?.range(of: Data(value.utf8)) != nil { return true }
        }
        return false
    }
}
