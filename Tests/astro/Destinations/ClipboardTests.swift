import Foundation
import Support
import Testing

@Suite("The clipboard")
struct ClipboardTests {
    let rotate = [
        "deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production, "--yes",
    ]
    let world: BuiltProgram

    init() throws {
        var world = try BuiltProgram()
        world.variables = [
            "ASTRO_DOMAIN": "sandbox", "DISPLAY": ":0", "PATH": "\(world.home.path())/bin:/usr/bin:/bin",
        ]
        self.world = world
    }

    /// Replaces the system's own program with one whose clipboard is a file.
    private func install(
        _ script: String = "if [ \"$3\" = -o ]; then cat \"$HOME/board\"; else cat > \"$HOME/board\"; fi"
    ) throws {
        let folder = world.home.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "xclip")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path())
    }

    private var board: String? { try? String(contentsOf: world.home.appending(path: "board"), encoding: .utf8) }

    @Test("gets the value instead of stdout, and is named afterwards")
    func copied() async throws {
        try install()
        let outcome = try await world.run(rotate + ["--copy"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("Its value went to the clipboard. The old value no longer works."))
        #expect((board ?? "").count > 40)
    }

    @Test("is cleared after a time, which the command waits for")
    func cleared() async throws {
        try install()
        let outcome = try await world.run(rotate + ["--copy", "--clear", "1s"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("The clipboard was cleared."))
        #expect(board == "")
    }

    @Test("is cleared at once by Ctrl-C")
    func interrupted() async throws {
        try install()
        let outcome = try await PseudoTerminal(columns: 200).run(
            world.program(rotate + ["--copy", "--clear", "1h"]), [.expect("Ctrl-C clears it now"), .interrupt])
        #expect(outcome.exitCode == 130)
        #expect(outcome.output.contains("The clipboard was cleared."))
        #expect(board == "")
    }

    @Test("is left alone if it now holds something else")
    func changed() async throws {
        try install("if [ \"$3\" = -o ]; then echo mine; else cat > \"$HOME/board\"; fi")
        let outcome = try await world.run(rotate + ["--copy", "--clear", "1s"])
        #expect(outcome.exitCode == 0)
        #expect((board ?? "").count > 40)
    }

    @Test("is refused before any change if the machine has none")
    func missing() async throws {
        let noProgram = try await world.run(rotate + ["--copy"], extra: ["PATH": "/nowhere"])
        #expect(noProgram.exitCode == 1)
        #expect(noProgram.stderr.contains("there is no clipboard program; nothing was changed"))
        let noDesktop = try await world.run(rotate + ["--copy"], extra: ["DISPLAY": ""])
        #expect(noDesktop.exitCode == 1)
        #expect(noDesktop.stderr.contains("this machine has no desktop; nothing was changed"))
        let audit = try await world.run(["audit", "-o", "jsonl"])
        #expect(audit.stdout == "")
    }

    @Test(
        "whose program hangs or fails loses no value",
        arguments: [
            ("exec sleep 100", "did not end within 5 s"), ("cat > /dev/null; exit 3", "ended with exit code 3"),
        ])
    func broken(script: String, words: String) async throws {
        try install(script)
        let outcome = try await world.run(rotate + ["--copy"])
        #expect(outcome.exitCode == 8)
        #expect(outcome.stderr.contains(words) && outcome.stderr.contains("is saved in"))
        let recovered = try await world.run(["deployment", "token", "recover", ServedSandbox.token])
        #expect(recovered.stdout.count > 40)
    }

    @Test("is required by --clear", arguments: [["--clear", "45s"], ["--copy", "--clear", "0s"]])
    func misused(words: [String]) async throws {
        #expect(try await world.run(rotate + words).exitCode == 2)
    }
}
