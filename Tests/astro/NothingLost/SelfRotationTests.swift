import Foundation
import Kernel
import Testing

/// The program rotates the token that it is logged in with.
@Suite("A rotation of the token in use")
struct SelfRotationTests {
    static let helper =
        "umask 077; case $1 in store) cat > login;; get) [ ! -e login ] || cat login;; *) rm -f login;; esac"

    let sandbox: ServedSandbox

    init() async throws { sandbox = try await ServedSandbox() }

    @Test("continues with the new value, which is delivered and stored in the login", arguments: [nil, helper])
    func goesOn(helper: String?) async throws {
        let login = try await OwnLogin(sandbox, helper: helper)
        for _ in 1...2 {
            let outcome = try await login.world.run(ShellWords.split("\(OwnLogin.rotate) --to-file new"))
            #expect(outcome.exitCode == 0, "\(outcome.stderr)")
            let value = try #require(try sandbox.value(of: ServedSandbox.token))
            #expect(value != login.oldValue)
            #expect(try login.isLoggedIn(with: value))
            let stored: Leftovers.Place = .file(helper == nil ? OwnLogin.config : "login")
            try Leftovers(home: login.world.home, outcomes: [outcome]).expect(value, in: [.file("new"), stored], "")
        }
    }

    @Test(
        "does not start if the login could not be stored",
        arguments: [
            // Only the program's own folders are writable: records can be saved, the login cannot.
            (
                "mkdir ro; mv .astro/config.yaml ro; ln -s ../ro/config.yaml .astro; chmod 444 ro/*; chmod 555 ro",
                "Permission denied"
            ),
            (
                "(yes '# long' | head -n 14000; cat .astro/config.yaml) > c; cat c > .astro/config.yaml; ulimit -f 40",
                "File too large"
            ),
            ("chmod 444 .astro/config.yaml; chmod 555 .astro", "Permission denied"),
            ("rm -f .astro/login.lock; mkdir .astro/login.lock", "login.lock"),
            ("rm -f .astro/config.yaml.lock; mkdir .astro/config.yaml.lock", "config.yaml.lock"),
        ])
    func beforehand(preparation: String, complaint: String) async throws {
        let login = try await OwnLogin(sandbox)
        let unprivileged = geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search " : ""
        let outcome = try await login.world.shell(
            "mkdir -p .astro/recovery .astro/locks; (\(preparation); \(unprivileged)astro \(OwnLogin.rotate); echo \"code $?\" >&2) 2>&1 | cat"
        )
        #expect(outcome.stdout.hasSuffix("code 1\n"), "\(outcome.stdout)")
        #expect(outcome.stdout.contains(complaint), "\(outcome.stdout)")
        #expect(outcome.stdout.contains("nothing was changed"), "\(outcome.stdout)")
        #expect(try sandbox.value(of: ServedSandbox.token) == login.oldValue)
    }

    @Test("does not start if the credential helper cannot store a login")
    func brokenHelper() async throws {
        let login = try await OwnLogin(sandbox, helper: Self.helper)
        try Data("case $1 in get) cat login;; *) exit 9;; esac\n".utf8)
            .write(to: login.world.home.appending(path: "script"))
        let outcome = try await login.world.run(ShellWords.split(OwnLogin.rotate))
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("exited with 9"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("nothing was changed"), "\(outcome.stderr)")
        #expect(try sandbox.value(of: ServedSandbox.token) == login.oldValue)
    }

    @Test("delivers the value, and says what to run if storing the login fails")
    func sudden() async throws {
        let login = try await OwnLogin(sandbox, helper: Self.helper)
        // It stores its current login again, to test whether that works, and nothing after that.
        let script = "case $1 in get) cat login;; *) [ ! -e once ] || exit 9; cat > login; touch once;; esac"
        try Data("\(script)\n".utf8).write(to: login.world.home.appending(path: "script"))
        let outcome = try await login.world.run(ShellWords.split("\(OwnLogin.rotate) --to-file new"))
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("could not take the new value"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("astro login localhost --token-login -"), "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        try Leftovers(home: login.world.home, outcomes: [outcome]).expect(value, in: [.file("new")], "")
        // What the message says works.
        try Data("\(Self.helper)\n".utf8).write(to: login.world.home.appending(path: "script"))
        let again = try await login.world.run(["login", "localhost", "--token-login", "-"], input: value + "\n")
        #expect(again.exitCode == 0, "\(again.stderr)")
        #expect(try login.isLoggedIn(with: value))
        #expect(try await login.world.run(LoginClient.list).exitCode == 0)
    }

    @Test("with an undelivered value is recovered without a credential, and the login continues with it")
    func recovered() async throws {
        let login = try await OwnLogin(sandbox)
        let outcome = try await login.world.shell("astro \(OwnLogin.rotate) > /dev/full")
        #expect(outcome.exitCode == 8, "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        // As if the program had been killed before the login was stored.
        let config = login.world.home.appending(path: OwnLogin.config)
        let text = try String(contentsOf: config, encoding: .utf8)
        #expect(text.contains(value))
        try Data(text.replacing(value, with: login.oldValue).utf8).write(to: config)
        _ = try await login.world.stdout(of: "deployment token recover --to-file new")
        #expect(try login.isLoggedIn(with: value))
        _ = try await login.world.stdout(of: "deployment token list --deployment \(ServedSandbox.production)")
    }

    @Test("is in the audit log before the request, and not requested if the log cannot be written")
    func logged() async throws {
        let login = try await OwnLogin(sandbox)
        let log = login.world.home.appending(path: ".astro/audit.jsonl")
        try FileManager.default.createDirectory(at: log, withIntermediateDirectories: true)
        let outcome = try await login.world.run(ShellWords.split(OwnLogin.rotate))
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("audit.jsonl"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("nothing was changed"), "\(outcome.stderr)")
        #expect(try sandbox.value(of: ServedSandbox.token) == login.oldValue)
        try FileManager.default.removeItem(at: log)
        _ = try await login.world.stdout(of: OwnLogin.rotate)
        let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map { try object(String($0)) }
        #expect(lines.map { $0["outcome"] as? String } == ["begun", "done"])
        #expect(lines[0]["change"] as? String == lines[1]["change"] as? String)
        #expect(lines[0]["valueBefore"] as? String == lines[1]["valueBefore"] as? String)
    }
}
