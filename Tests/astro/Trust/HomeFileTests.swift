import Foundation
import Testing

@Suite("The home file, by the built program")
struct HomeFileTests {
    let program: BuiltProgram
    var path: String { program.home.path() + "/.astro/config.yaml" }

    init() throws {
        program = try BuiltProgram()
        try FileManager.default.createDirectory(
            at: program.home.appending(path: ".astro"), withIntermediateDirectories: true)
        try Data("context: sandbox\n".utf8).write(to: program.home.appending(path: ".astro/config.yaml"))
    }

    /// The command that an error on stderr hints at.
    func hint(_ outcome: BuiltProgram.Outcome) throws -> String {
        let line = try #require(outcome.stderr.split(separator: "\n").first { $0.hasPrefix("hint: ") })
        return String(line.dropFirst(6))
    }

    @Test(
        "that is world-writable is exit 3, and the hint fixes it",
        arguments: [
            ("666", ".astro/config.yaml"), ("602", ".astro/config.yaml"), ("777", ".astro"),
        ])
    func writableByAll(mode: String, name: String) async throws {
        let outcome = try await program.shell("chmod \(mode) \(name); astro workspace list")
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains("every user of this machine can write to \(program.home.path())/\(name)"))
        #expect(try await program.shell("astro config set a.b c -g; astro login").exitCode == 3)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "context: sandbox\n")
        let mended = try await program.shell("\(try hint(outcome)) && astro workspace list")
        #expect(mended.exitCode == 0, "\(mended.stderr)")
    }

    @Test("that the group can write to is trusted, like with umask 002")
    func writableByGroup() async throws {
        #expect(
            try await program.shell("chmod 664 .astro/config.yaml; chmod 775 .astro; astro workspace list").exitCode
                == 0)
    }

    @Test("of another user is exit 3, and the hint fixes it", .enabled(if: geteuid() == 0))
    func owner() async throws {
        for name in [".astro/config.yaml", ".astro"] {
            let outcome = try await program.shell("chown 1234 \(name); astro workspace list")
            #expect(outcome.exitCode == 3)
            #expect(outcome.stderr.contains("belongs to another user (1234)"))
            #expect(try hint(outcome) == "chown 0 \(program.home.path())/\(name)")
            let mended = try await program.shell("\(try hint(outcome)) && astro workspace list")
            #expect(mended.exitCode == 0, "\(mended.stderr)")
        }
    }

    @Test("of the home folder's owner is trusted by root", .enabled(if: geteuid() == 0))
    func sudo() async throws {
        let outcome = try await program.shell("chown -R 1234 .; astro workspace list")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try await program.shell("chown 4321 .astro/config.yaml; astro workspace list").exitCode == 3)
    }

    @Test(
        "is never a project's file in the home folder, whatever path leads there",
        arguments: [
            "cd .", "ln -s . link; cd link", "export HOME=$HOME/.", "export ASTRO_HOME=$PWD",
            "mkdir x; ln -s ../.astro x/.astro; cd x",
            "ln -s $PWD /tmp/link-$$; cd /tmp/link-$$; rm /tmp/link-$$",
        ])
    func homeIsNoProject(step: String) async throws {
        let outcome = try await program.shell("\(step); astro config get context && astro config set context x")
        #expect(outcome.stdout == "sandbox\n")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.hasPrefix("error: there is no "))
    }

    @Test("is read next to a world-writable project file, which is ignored")
    func openProject() async throws {
        let outcome = try await program.shell(
            """
            mkdir -p p/.astro; printf 'contexts:\\n  sandbox:\\n    workspace: cx\\n' > p/.astro/config.yaml
            chmod 666 p/.astro/config.yaml; cd p; astro config get contexts.sandbox.workspace
            """)
        #expect(outcome.exitCode == 4)
        #expect(outcome.stderr.contains("Ignored \(program.home.path())/p/.astro/config.yaml because every user"))
        #expect(
            try await program.shell("cd p; chmod 664 .astro/config.yaml; astro config get contexts.sandbox.workspace")
                .stdout == "cx\n")
    }
}
