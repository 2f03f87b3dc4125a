import Foundation
import Kernel
import Testing

@testable import astro

/// Every command of the program is run with its own examples, and with all possible output.
@Suite("The secrets of every command")
struct SecrecyTests {
    /// The commands that run until they are stopped, or wait for a person; other tests cover them.
    static let unending = ["sandbox serve", "login --login-link", "auth login --login-link"]
    /// The only command whose result is an earlier secret; stdout may show a new one once.
    static let telling = "auth token"

    let sandbox: ServedSandbox
    let client: LoginClient
    let secrets: [String]
    let config: String

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try LoginClient(url: sandbox.url)
        let outcome = try await client.program.run(["login", "localhost"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        config = try client.config
        secrets = [
            sandbox.credential, String(try #require(try client.setting("token")).dropFirst(7)),
            try #require(try client.setting("refreshtoken")),
        ]
    }

    /// The lines to run: each command's examples, or its bare name if it has none.
    static var lines: [(place: String, line: String)] {
        plugins.flatMap { $0.mounts }.flatMap { mount in mount.commands.flatMap { lines(of: $0, at: mount.words) } }
            .filter { line in !unending.contains { line.line.hasPrefix($0) } }
    }

    private static func lines(
        of command: any Command.Type, at mount: [String]
    ) -> [(place: String, line: String)] {
        let configuration = command.configuration
        let examples = configuration.examples.map(\.commandLine)
        let place = (mount + [configuration.name]).joined(separator: " ")
        return (examples.isEmpty ? [configuration.name] : examples).map { example in
            (place, (mount + [example]).joined(separator: " "))
        }
    }

    @Test("are in no log, no error, and no file that others can read", arguments: [false, true])
    func logs(isFromVariable: Bool) async throws {
        #expect(Self.lines.count > 40)
        for (place, line) in Self.lines {
            try restore()
            let variables = isFromVariable ? ["ASTRO_API_TOKEN": sandbox.credential] : [:]
            let outcome = try await client.program.shell(
                "astro \(line) --context localhost --verbosity debug --no-input </dev/null", extra: variables)
            let given = Self.tokens(in: outcome.stdout)
            for secret in secrets + given { #expect(!outcome.stderr.contains(secret), "\(line)") }
            if place != Self.telling {
                for secret in secrets { #expect(!outcome.stdout.contains(secret), "\(line)") }
            }
            #expect(Self.tokens(in: outcome.stderr).isEmpty, "\(line)")
            #expect(try openFiles(holding: secrets + given).isEmpty, "\(line)")
        }
    }

    @Test("are in no process's arguments, even with a credential helper")
    func processes() async throws {
        let folder = client.program.home.path()
        // A snapshot of all processes' arguments, taken whenever a login is read, stored or erased.
        try Data("cat /proc/[0-9]*/cmdline >> \(folder)/words 2>/dev/null; cat > message; cat \(folder)/answer\n".utf8)
            .write(to: client.program.home.appending(path: "script"))
        let helpers = CodeBase.root.path() + "Tests/Fixtures/helpers"
        let answer =
            ["version": 1, "domain": "localhost", "token": secrets[1], "refreshToken": secrets[2]] as [String: Any]
        try JSONSerialization.data(withJSONObject: answer).write(to: client.program.home.appending(path: "answer"))
        var seen: Set<String> = []
        // One line of each command is enough: all of them ask the helper in the same way.
        for (place, line) in Self.lines where seen.insert(place).inserted {
            try restore()
            _ = try await client.program.shell(
                "PATH=\(helpers):$PATH; astro \(line) --context localhost --verbosity debug --no-input </dev/null",
                extra: ["ASTRO_CREDENTIAL_HELPER": "test", "SCRIPT_FOLDER": folder])
        }
        // Other processes' arguments may not be UTF-8.
        let words = String(
            decoding: try Data(contentsOf: client.program.home.appending(path: "words")), as: UTF8.self)
        #expect(words.contains("astro"))
        for secret in secrets { #expect(!words.contains(secret)) }
    }

    /// The login before a command may have changed or erased it.
    private func restore() throws {
        try Data(config.utf8).write(to: client.program.home.appending(path: ".astro/config.yaml"))
    }

    /// Everything in a text that looks like a token.
    private static func tokens(in text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))) }.map(String.init)
            .filter { $0.hasPrefix("eyJ") && $0.count { $0 == "." } == 2 }
    }

    /// The files of the home that hold one of the texts and that others may read.
    private func openFiles(holding texts: [String]) throws -> [String] {
        let home = client.program.home
        return try FileManager.default.subpathsOfDirectory(atPath: home.path()).filter { path in
            let file = home.appending(path: path).path()
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            guard attributes[.type] as? FileAttributeType == .typeRegular, mode & 0o077 != 0,
                let content = FileManager.default.contents(atPath: file)
            else { return false }
            let text = String(decoding: content, as: UTF8.self)
            return texts.contains { text.contains($0) }
        }
    }
}
