import Foundation
import Testing

@Suite("The config file, by the built program")
struct ConfigFileTests {
    let program: BuiltProgram
    var path: URL { program.home.appending(path: ".astro/config.yaml") }

    init() throws { program = try BuiltProgram() }

    func text() throws -> String { try String(contentsOf: path, encoding: .utf8) }

    @Test("200 processes that set different keys at once lose none")
    func parallelWrites() async throws {
        let program = program
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await program.run(["config", "set", "many.key\(number)", "v\(number)", "-g"]).exitCode
                }
            }
            for try await code in group { #expect(code == 0) }
        }
        let lines = try text().split(separator: "\n")
        #expect(lines.count == 201)
        for number in 0..<200 { #expect(lines.contains("  key\(number): v\(number)")) }
    }

    @Test("a process that is killed at any point leaves a whole file, and the next one can write", arguments: 0..<40)
    func killed(step: UInt32) async throws {
        let before = (0..<300).map { "key\($0): value \($0) # note\n" }.joined()
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(before.utf8).write(to: path)
        let process = try program.program(["config", "set", "key7", "changed", "-g"]).start()
        // The points of death lie all over a run, which takes some milliseconds; none of them may matter.
        try await Task.sleep(for: .microseconds(step * 250))
        process.send(SIGKILL)
        _ = try await process.exitCode()
        #expect([before, before.replacing("key7: value 7", with: "key7: changed")].contains(try text()))
        #expect(try await program.run(["config", "set", "key8", "x", "-g"]).exitCode == 0)
        #expect(try text().contains("key8: x # note\n"))
    }

    @Test("is the owner's alone, and its folder, too")
    func modes() async throws {
        _ = try await program.run(["config", "set", "a", "b", "-g"])
        let mode = { (url: URL) in
            try FileManager.default.attributesOfItem(atPath: url.path())[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o600)
        #expect(try mode(path.deletingLastPathComponent()) == 0o700)
    }

    @Test("that may not be written is left as it is, and the error names it")
    func readOnly() async throws {
        _ = try await program.run(["config", "set", "a", "b", "-g"])
        let line = "astro config set a \(String(repeating: "x", count: 2000)) -g"
        // The limit would bind the test's own files, too, but for a pipe.
        let outcome = try await program.shell("(ulimit -f 0; \(line); echo \"code $?\") 2>&1 | cat")
        #expect(outcome.stdout.contains("config.yaml"))
        #expect(outcome.stdout.hasSuffix("code 1\n"))
        #expect(try text() == "a: b\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path.deletingLastPathComponent().path()).count == 2)
    }
}
