import Foundation
import Support
import Testing

@Suite("A login over HTTP, by the built program with curl as the browser")
struct LoginOverHTTPTests {
    let sandbox: ServedSandbox
    let client: LoginClient

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try LoginClient(url: sandbox.url)
    }

    @Test("succeeds, stores what the Go CLI reads, and shows no secret", arguments: ["login", "auth login"])
    func whole(words: String) async throws {
        let outcome = try await client.program.shell("astro \(words) localhost --verbosity debug")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("Logged in to localhost as ada@acme.example."))
        #expect(try client.text("page").contains("You are logged in"))
        #expect(try client.setting("context") == "localhost")
        #expect(try client.setting("organization") == "corganization00000000acme")
        #expect(try client.setting("organization_product") == "HOSTED")
        let token = try #require(try client.setting("token"))
        let refreshToken = try #require(try client.setting("refreshtoken"))
        #expect(token.hasPrefix("Bearer eyJ"))
        for secret in [String(token.dropFirst(7)), refreshToken] { #expect(!outcome.stderr.contains(secret)) }
        let list = try await client.program.run(LoginClient.list)
        #expect(list.exitCode == 0 && list.stdout.contains("CI deploy"))
        #expect(try await client.program.run(["auth", "token"]).stdout == token.dropFirst(7) + "\n")
        let status = try await client.program.run(["auth", "status", "--json"])
        #expect(status.stdout.contains("\"user\": \"ada@acme.example\""))
    }

    @Test("ends with a logout that leaves no token")
    func loggingOut() async throws {
        _ = try await client.program.run(["login", "localhost"])
        #expect(try await client.program.run(["logout"]).exitCode == 0)
        #expect(try client.setting("token") == nil)
        #expect(try client.setting("refreshtoken") == nil)
        #expect(try await client.program.run(LoginClient.list).exitCode == 3)
    }

    @Test("accepts a callback at 127.0.0.1, and refuses one with a foreign host name")
    func rebinding() async throws {
        try client.browse(
            """
            curl -s -o /dev/null -H 'Host: evil.example' "http://127.0.0.1:\(client.port)/callback?code=c&state=wrong"
            curl -s -o "$HOME/page" "$(curl -s -o /dev/null -w '%{redirect_url}' "$1" | sed 's/localhost/127.0.0.1/')"
            """)
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
    }

    @Test("says how to serve the sandbox if nothing listens where it should be")
    func notServed() async throws {
        let outcome = try await client.program.run(
            ["login", "localhost"], extra: ["ASTRO_LOCAL_CORE": "http://localhost:1"])
        #expect(outcome.exitCode == 6)
        #expect(
            outcome.stderr.contains("localhost:1 was refused") && outcome.stderr.contains("hint: astro sandbox serve"))
    }

    @Test("fails at once if the port is taken, with a remedy")
    func portTaken() async throws {
        let taken = try LoopbackSocket.listen()
        defer { close(taken) }
        let port = LoopbackSocket.port(of: taken)
        let outcome = try await client.program.run(["login", "localhost"], extra: ["ASTRO_LOGIN_PORT": "\(port)"])
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("cannot listen on 127.0.0.1:\(port)"))
        #expect(outcome.stderr.contains("hint: astro login --"))
    }

    /// The words before each line that starts the program with its stdin open and waits for its link.
    private static let waitingForLink = """
        cd "$HOME"; mkfifo in; : > err
        astro login localhost --login-link <in 2>err & exec 3>in
        link=$(tail -n +1 -f err --pid=$! | grep -m1 '/authorize?')

        """

    @Test("by link accepts the callback of any browser of this machine")
    func link() async throws {
        let outcome = try await client.program.shell(Self.waitingForLink + "curl -sL -o page \"$link\"; wait $!")
        let talk = try client.text("err")
        #expect(outcome.exitCode == 0, "\(talk)")
        #expect(try client.setting("token")?.hasPrefix("Bearer eyJ") == true)
    }

    @Test("by link asks again if another login's address or no address was pasted")
    func pastedWrongly() async throws {
        let lines = """
            echo "http://localhost:\(client.port)/callback?code=c&state=wrong" >&3; echo nonsense >&3
            curl -s -o page -w '%{redirect_url}\\n' "$link" >&3; wait $!
            """
        let outcome = try await client.program.shell(Self.waitingForLink + lines)
        let talk = try client.text("err")
        #expect(outcome.exitCode == 0, "\(talk)")
        #expect(talk.contains("its state is different") && talk.contains("not the address of a callback"))
    }

    @Test("by link fails at once if neither a browser nor a pasted address can arrive")
    func nothingCanCome() async throws {
        let taken = try LoopbackSocket.listen()
        defer { close(taken) }
        let port = LoopbackSocket.port(of: taken)
        let outcome = try await client.program.run(
            ["login", "localhost", "--login-link"], input: "\n", extra: ["ASTRO_LOGIN_PORT": "\(port)"])
        #expect(outcome.exitCode == 5)
        #expect(outcome.stderr.contains("no address was pasted, and port \(port) is in use; nothing was changed"))
    }

    @Test("by link accepts the final address of another device's browser, even if the port is taken")
    func pasted() async throws {
        let taken = try LoopbackSocket.listen()
        defer { close(taken) }
        let lines = "curl -s -o page -w '%{redirect_url}\\n' \"$link\" >&3; wait $!"
        let outcome = try await client.program.shell(
            Self.waitingForLink + lines, extra: ["ASTRO_LOGIN_PORT": "\(LoopbackSocket.port(of: taken))"])
        let talk = try client.text("err")
        #expect(outcome.exitCode == 0, "\(talk)")
        #expect(try client.setting("token")?.hasPrefix("Bearer eyJ") == true)
    }

    @Test("by token reads it from stdin")
    func token() async throws {
        _ = try await client.program.run(["login", "localhost"])
        let token = try await client.program.run(["auth", "token"]).stdout
        let other = try LoginClient(url: sandbox.url)
        let outcome = try await other.program.run(["login", "localhost", "--token-login", "-"], input: token)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try other.setting("user_email") == "ada@acme.example")
    }

    @Test("leaves one complete login if two run at once")
    func twoAtOnce() async throws {
        let second = try LoginClient.freePort()
        let program = client.program
        async let one = program.run(["login", "localhost"])
        async let two = program.run(["login", "localhost"], extra: ["ASTRO_LOGIN_PORT": "\(second)"])
        #expect(try await [one.exitCode, two.exitCode] == [0, 0])
        #expect(try config(lines: "token") == 1)
        #expect(try config(lines: "refreshtoken") == 1)
        #expect(try await client.program.run(LoginClient.list).exitCode == 0)
    }

    private func config(lines key: String) throws -> Int {
        try client.config.split(separator: "\n").count { $0.trimmingCharacters(in: .whitespaces).hasPrefix("\(key): ") }
    }

    @Test("in a read-only home names the file that could not be written")
    func readOnlyHome() async throws {
        let outcome = try await client.program.run(["login", "localhost"], extra: ["ASTRO_HOME": "/proc"])
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("/proc/.astro"))
    }

    @Test("on a full disk leaves the config file unchanged")
    func fullDisk() async throws {
        _ = try await client.program.run(["config", "set", "deploy.a", "b", "-g"])
        try client.browse("curl -sL -o /dev/null \"$1\"")
        // The limit would bind the test's own files, too, but for a pipe.
        let outcome = try await client.program.shell(
            "(ulimit -f 0; astro login localhost; echo \"code $?\") 2>&1 | cat")
        #expect(outcome.stdout.hasSuffix("code 1\n"))
        #expect(outcome.stdout.contains("config.yaml"))
        #expect(try client.config == "deploy:\n  a: b\n")
    }
}
