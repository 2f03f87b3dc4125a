import Foundation
import Kernel
import Testing

@testable import Sandbox

/// Destinations that can't be meant, by the built program; the server must not have received a request.
@Suite("A mistaken destination")
struct MistakenDestinationTests {
    static let place = "--deployment \(ServedSandbox.production)"
    static let rotate = "deployment token rotate \(ServedSandbox.token) \(place) -f"
    /// Every command that delivers a value.
    static let commands = [
        rotate, "\(rotate) --overlap 7d", "deployment token create -n made -r DEPLOYMENT_ADMIN \(place)",
        "deployment token recover",
    ]

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    /// Runs a shell line that must be refused, and proves that it had no effect.
    private func refused(
        _ line: String, _ complaint: String, exits code: Int32 = 2, at place: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try sandbox.state.tokens
        let outcome = try await world.shell(line)
        #expect(outcome.exitCode == code, "\(line): \(outcome.stderr)", sourceLocation: place)
        #expect(outcome.stderr.contains(complaint), "\(line): \(outcome.stderr)", sourceLocation: place)
        #expect(outcome.stdout == "", sourceLocation: place)
        let after = try sandbox.state.tokens
        #expect(after.map(\.secret) == before.map(\.secret), "\(line)", sourceLocation: place)
    }

    @Test("is refused by every command that delivers", arguments: commands)
    func everyCommand(command: String) async throws {
        try await refused("astro \(command) --to-command 'tee x | cat'", "hint: --to-command \"sh -c 'tee x | cat'\"")
        try await refused("astro \(command) --to-file -", "--to-stdout")
        try await refused("astro \(command) --to-env-file x:PATH", "'PATH'")
        let left = try FileManager.default.contentsOfDirectory(atPath: world.home.path()).filter { $0 != ".astro" }
        #expect(left.isEmpty, "\(left)")
    }

    @Test(
        "can be a variable that programs depend on, or that the GitHub runner sets",
        arguments: [
            "--to-github-env NODE_OPTIONS", "--to-github-env node_options", "--to-github-env GITHUB_TOKEN",
            "--to-github-env RUNNER_TEMP", "--to-github-env Path", "--to-github-env LD_PRELOAD",
            "--to-env-file .env:LD_LIBRARY_PATH", "--to-env-file .env:DYLD_INSERT_LIBRARIES", "--to-env-file .env:UID",
            "--to-env-file .env:BASH_ENV", "--to-env-file .env:", "--to-env-file .env:A-B", "--to-env-file .env:1A",
        ])
    func variable(flags: String) async throws {
        try await refused(": > env; GITHUB_ENV=$PWD/env astro \(Self.rotate) \(flags)", String(flags.prefix(12)))
        let left = try FileManager.default.contentsOfDirectory(atPath: world.home.path()).sorted()
        #expect(left.filter { $0 != ".astro" } == ["env"])
    }

    @Test("can be a file of this program, however its path is spelled")
    func own() async throws {
        let prepare =
            """
            mkdir -p .astro/recovery p/.astro; echo '# mine' > .astro/config.yaml; cp .astro/config.yaml p/.astro
            ln -sf .astro/config.yaml link; ln -f .astro/config.yaml hard; ln -sfn .astro folder;
            """
        for flags in [
            "--to-file .astro/config.yaml", "--to-file $HOME/.astro/./config.yaml", "--to-file p/../.astro/config.yaml",
            "--to-env-file link", "--to-file hard", "--to-file folder/config.yaml",
            "--to-file .astro/recovery/new.json",
            "--to-file .astro/audit.jsonl", "--to-env-file .astro/new",
        ] {
            try await refused("\(prepare) astro \(Self.rotate) \(flags)", "this program's own settings")
        }
        for flags in [
            "--to-file .astro/config.yaml", "--to-env-file .astro/config.yaml", "--to-file ../p/.astro/config.yaml",
        ] {
            let own = "this program's own settings"
            try await refused("\(prepare) cd p; astro \(Self.rotate) \(flags)", own)
            try await refused("\(prepare) rm p/.astro/*; cd p; astro \(Self.rotate) \(flags)", own)
        }
        let config = try String(contentsOf: world.home.appending(path: ".astro/config.yaml"), encoding: .utf8)
        #expect(config == "# mine\n")
    }

    @Test("can be a folder, or a stream under another name")
    func noFile() async throws {
        for path in ["d", "d/", "new/", ".", "/", "d/.."] {
            try await refused("mkdir -p d; astro \(Self.rotate) --to-file \(path)", "is a folder")
            try await refused("mkdir -p d; astro \(Self.rotate) --to-env-file \(path)", "is a folder")
        }
        for path in ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1", "/dev/tty", "//dev/./stdout"] {
            try await refused("astro \(Self.rotate) --to-file \(path)", "is a stream")
        }
        try await refused("ln -s /dev/stderr x; astro \(Self.rotate) --to-file x", "already gets stderr")
        try await refused(
            "astro \(Self.rotate) --to-file log 2>>log; code=$?; cat log >&2; exit $code", "already gets stderr")
    }

    @Test("can be a duplicate, but not two variables in one file")
    func twice() async throws {
        let prepare = "echo A=1 > a; ln -sf a b;"
        for flags in [
            "--to-file a --to-file ./a", "--to-file a --to-env-file a", "--to-env-file a --to-env-file $HOME/a",
            "--to-env-file a:X --to-env-file b:X", "--to-file new --to-file ./new",
        ] {
            try await refused("\(prepare) astro \(Self.rotate) \(flags)", "write to the same place")
        }
        let outcome = try await world.shell(
            "\(prepare) astro \(Self.rotate) --to-env-file a:X --to-env-file b:Y; cat a")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.split(separator: "\n").map { $0.prefix(5) } == ["A=1", "X=eyJ", "Y=eyJ"])
    }

    @Test("can be a file of the GitHub runner")
    func runner() async throws {
        for name in ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] {
            for flag in ["--to-file", "--to-env-file"] {
                try await refused(
                    "echo A=1 > env; export \(name)=$PWD/env; astro \(Self.rotate) \(flag) ./env",
                    "hint: --to-github-env")
            }
        }
    }

    @Test("can be a missing command with --with-credential")
    func credential() async throws {
        try await refused("astro \(Self.rotate) --with-credential", "--to-command")
    }
}
