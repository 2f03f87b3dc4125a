import Foundation
import Support
import Testing

/// The program as built for these tests, run as a separate process.
struct BuiltProgram {
    /// The result of a finished process.
    struct Outcome {
        let exitCode: Int32
        let stdout: String
        let stderr: String
    }

    private let folder: TemporaryFolder
    var variables: [String: String] = [:]

    init() throws { folder = try TemporaryFolder() }

    /// The folder that stands in for `HOME`; nothing else uses it.
    var home: URL { folder.url }

    /// The folder where the build put the program: next to the tests themselves.
    static let executable: URL = {
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = tests ?? URL(filePath: CommandLine.arguments[0])
        return folder.deletingLastPathComponent().appending(path: "astro")
    }()

    /// The program with its arguments, in the test's own world; the home is kept while it runs.
    func program(_ arguments: [String], extra: [String: String] = [:]) -> ChildProgram {
        let world = ["HOME": home.path(), "PATH": "/usr/bin:/bin"].merging(variables) { $1 }.merging(extra) { $1 }
        return ChildProgram(
            executable: Self.executable.path(), arguments: arguments, variables: world, folder: home.path(),
            keeps: folder)
    }

    /// The program with commands for features that the product doesn't show, in the same world.
    func probe(_ arguments: [String]) -> ChildProgram {
        var probe = program(arguments)
        probe.executable = Self.executable.deletingLastPathComponent().appending(path: "KernelProbe").path()
        return probe
    }

    /// Runs to the end; stdin holds `input` or is at its end.
    func run(_ arguments: [String], input: String = "", extra: [String: String] = [:]) async throws -> Outcome {
        try await finish(program(arguments, extra: extra), input: input)
    }

    /// Runs a shell line that finds the program as `astro`.
    func shell(_ line: String, extra: [String: String] = [:]) async throws -> Outcome {
        var shell = program(["-c", line], extra: extra)
        shell.executable = "/bin/bash"
        shell.variables["PATH"] = "\(Self.executable.deletingLastPathComponent().path()):/usr/bin:/bin"
        return try await finish(shell, input: "")
    }

    /// Files replace pipes, so that nothing has to read them while the program runs.
    func finish(_ program: ChildProgram, input: String) async throws -> Outcome {
        let streams = try TemporaryFolder()
        let files = ["in", "out", "err"].map { streams.url.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        let code = try await program.run(
            stdin: .reading(files[0]), stdout: .writing(files[1]), stderr: .writing(files[2]))
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(exitCode: code, stdout: texts[1], stderr: texts[2])
    }
}

extension BuiltProgram {
    /// Runs the words of a line, which must succeed; returns the output on stdout.
    func stdout(of line: String) async throws -> String {
        let outcome = try await shell("astro \(line)")
        #expect(outcome.exitCode == 0, "\(line): \(outcome.stderr)")
        return outcome.stdout
    }
}

/// A text that must be a JSON object.
func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
