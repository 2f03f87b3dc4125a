import Foundation
import Kernel
import Testing

/// Destinations that fail, by the built program; the leftovers are searched for the value each time.
@Suite("A destination that fails")
struct DestinationFaultTests {
    static let rotate = "deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f"

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
        // The token has a value that is in use.
        _ = try await sandbox.client().run(ShellWords.split(Self.rotate))
    }

    @Test(
        "in a predictable way causes no request",
        arguments: [
            ("mkdir ro; chmod 555 ro", "--to-file ro/new", "Permission denied"),
            (
                "mkdir ro; echo A=1 > ro/.env; chmod 444 ro/.env; chmod 555 ro", "--to-env-file ro/.env",
                "Permission denied"
            ),
            ("echo old > real; ln -s real new", "--to-file new", "symbolic link"),
            ("ln -s missing .env", "--to-env-file .env", "symbolic link"),
            ("mkfifo .env", "--to-env-file .env", "is not a plain file"),
            ("mkfifo env; export GITHUB_ENV=env", "--to-github-env V", "env"),
            ("export GITHUB_ENV=missing/env", "--to-github-env V", "hint: mkdir -p "),
            ("true", "--to-file missing/new", "there is no folder "),
            ("mkfifo new", "--to-file new", "is not a plain file"),
            ("printf \"A='\" > .env", "--to-env-file .env", "quote that is not closed"),
            ("true", "--to-command missing-command", "there is no command"),
            ("mkdir c", "--to-command ./c", "no command"),
            ("true", "--to-github-env NAME", "GITHUB_ENV"), ("ulimit -f 0", "--to-file new", "File too large"),
            ("ulimit -f 0", "", "could not be saved"), ("exec >&-", "", "stdout"),
        ])
    func beforehand(preparation: String, flags: String, complaint: String) async throws {
        let before = try #require(try sandbox.value(of: ServedSandbox.token))
        // Root may write anywhere unless that capability is dropped, and no signal may report the limit.
        let unprivileged = geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search " : ""
        let line =
            "(\(preparation); \(unprivileged)astro \(Self.rotate) \(flags); echo \"code $?\" >&2) 2>&1 | cat"
        let outcome = try await world.shell(line)
        #expect(outcome.stdout.hasSuffix("code 1\n"), "\(outcome.stdout)")
        #expect(outcome.stdout.contains(complaint), "\(outcome.stdout)")
        #expect(outcome.stdout.contains("nothing was changed"), "\(outcome.stdout)")
        #expect(try sandbox.value(of: ServedSandbox.token) == before)
        let leftovers = Leftovers(home: world.home, outcomes: [outcome])
        try leftovers.expect(before, in: [], flags)
        let left = try FileManager.default.subpathsOfDirectory(atPath: world.home.path())
        #expect(left.allSatisfy { !$0.hasSuffix(".tmp") && !$0.hasPrefix(".astro/recovery/") }, "\(left)")
    }

    @Test(
        "unexpectedly leaves the value where the message says, and 'recover' delivers it",
        arguments: [
            ("--to-command 'sh -c \"exit 1\"'", "exited with 1"),
            ("--to-command 'sh -c \"exec <&-; exit 0\"'", "whole value"),
            ("--to-command 'sh -c \"kill -9 $$\"'", "exited with 137"),
            ("--to-file new --to-command 'sh -c \"exit 3\"' --to-env-file .env", "exited with 3"),
        ])
    func sudden(flags: String, complaint: String) async throws {
        let outcome = try await world.run(ShellWords.split("\(Self.rotate) \(flags)"))
        #expect(outcome.exitCode == 8, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(complaint), "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        let kept = Leftovers.Place.file(".astro/recovery/\(ServedSandbox.token).json")
        #expect(outcome.stderr.contains("is saved in \(world.home.path())/.astro/recovery/\(ServedSandbox.token).json"))
        let others: Set<Leftovers.Place> = flags.contains("new") ? [.file("new"), .file(".env")] : []
        try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: others.union([kept]), flags)

        let recovery = try await world.run(ShellWords.split("deployment token recover --to-file rescued"))
        #expect(recovery.exitCode == 0, "\(recovery.stderr)")
        let leftovers = Leftovers(home: world.home, outcomes: [outcome, recovery])
        try leftovers.expect(value, in: others.union([.file("rescued")]), flags)
    }

    @Test(
        "on stdout leaves the value in a record, even if others have it", arguments: ["", "--to-stdout --to-file new"])
    func fullDevice(flags: String) async throws {
        let outcome = try await world.shell("astro \(Self.rotate) \(flags) > /dev/full")
        #expect(outcome.exitCode == 8, "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        let kept: Set<Leftovers.Place> = [.file(".astro/recovery/\(ServedSandbox.token).json")]
        let places = flags.isEmpty ? kept : kept.union([.file("new")])
        try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: places, flags)
    }
}
