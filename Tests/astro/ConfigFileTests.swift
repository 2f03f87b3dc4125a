import Foundation
import Support
import Testing

@Suite("The config file, by the built program")
struct ConfigFileTests {
    let program: BuiltProgram
    var path: URL { program.home.appending(path: ".astro/config.yaml") }

    init() throws { program = try BuiltProgram() }

    func text() throws -> String { try String(contentsOf: path, encoding: .utf8) }

    @Test("loses no key of 200 processes at once")
    func parallelWrites() async throws {
        let program = program
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await program.run(["config", "set", "deploy.key\(number)", "v\(number)", "-g"]).exitCode
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        let lines = try text().split(separator: "\n")
        #expect(lines.count == 201)
        for number in 0..<200 { #expect(lines.contains("  key\(number): v\(number)")) }
    }

    @Test("is complete after a process was killed at any point, and can be written again", arguments: 0..<40)
    func killed(step: UInt32) async throws {
        let before = "deploy:\n" + (0..<300).map { "  key\($0): value \($0) # note\n" }.joined()
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(before.utf8).write(to: path)
        let process = try program.program(["config", "set", "deploy.key7", "changed", "-g"]).start()
        // The program is killed at points all over a run, which takes a few milliseconds; none of them may matter.
        try await Task.sleep(for: .microseconds(step * 250))
        process.send(SIGKILL)
        _ = try await process.exitCode()
        #expect([before, before.replacing("key7: value 7", with: "key7: changed")].contains(try text()))
        #expect(try await program.run(["config", "set", "deploy.key8", "x", "-g"]).exitCode == 0)
        #expect(try text().contains("key8: x # note\n"))
    }

    @Test("is private to its owner, with its folder")
    func modes() async throws {
        _ = try await program.run(["config", "set", "deploy.a", "b", "-g"])
        let mode = { (url: URL) in
            try FileManager.default.attributesOfItem(atPath: url.path())[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o600)
        #expect(try mode(path.deletingLastPathComponent()) == 0o700)
    }

    @Test("that cannot be written is unchanged, and the error names it")
    func readOnly() async throws {
        _ = try await program.run(["config", "set", "deploy.a", "b", "-g"])
        let line = "astro config set deploy.a \(String(repeating: "x", count: 2000)) -g"
        // The limit would bind the test's own files, too, but for a pipe.
        let outcome = try await program.shell("(ulimit -f 0; \(line); echo \"code $?\") 2>&1 | cat")
        #expect(outcome.stdout.contains("config.yaml"))
        #expect(outcome.stdout.hasSuffix("code 1\n"))
        #expect(try text() == "deploy:\n  a: b\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path.deletingLastPathComponent().path()).count == 2)
    }
}
