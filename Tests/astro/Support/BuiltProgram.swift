import Foundation

/// The program as it was built for these tests, run as a process of its own.
struct BuiltProgram {
    /// What a finished process left behind.
    struct Outcome {
        let exitCode: Int32
        let stdout: String
        let stderr: String
    }

    private let folder: TemporaryFolder
    var variables: [String: String] = [:]

    init() throws { folder = try TemporaryFolder() }

    /// The folder that stands in for `HOME`; nobody else uses it.
    var home: URL { folder.url }

    /// Where the build put the program: beside the tests themselves.
    static let executable: URL = {
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = tests ?? URL(filePath: CommandLine.arguments[0])
        return folder.deletingLastPathComponent().appending(path: "astro")
    }()

    /// A process that is ready to run, in the test's own world.
    func process(_ arguments: [String], extra: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = home
        process.environment = ["HOME": home.path(), "PATH": "/usr/bin:/bin"].merging(variables) { $1 }
            .merging(extra) { $1 }
        // The folder stays while the process runs, whoever lets go of this value.
        process.terminationHandler = { [folder] _ in withExtendedLifetime(folder) {} }
        return process
    }

    /// The program that has commands for what the product does not show, in the same world.
    func probe(_ arguments: [String]) -> Process {
        let process = process(arguments)
        process.executableURL = Self.executable.deletingLastPathComponent().appending(path: "KernelProbe")
        return process
    }

    /// Runs to the end; stdin holds `input` or is at its end.
    func run(_ arguments: [String], input: String = "", extra: [String: String] = [:]) async throws -> Outcome {
        try await finish(process(arguments, extra: extra), input: input)
    }

    /// Runs a line of a shell that finds the program as `astro`.
    func shell(_ line: String, extra: [String: String] = [:]) async throws -> Outcome {
        let process = process([], extra: extra)
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.environment?["PATH"] = "\(Self.executable.deletingLastPathComponent().path()):/usr/bin:/bin"
        return try await finish(process, input: "")
    }

    /// Files stand in for pipes, whose ends every process started meanwhile would hold open.
    func finish(_ process: Process, input: String) async throws -> Outcome {
        let streams = try TemporaryFolder()
        let files = ["in", "out", "err"].map { streams.url.appending(path: $0) }
        for (file, content) in zip(files, [input, "", ""]) { try Data(content.utf8).write(to: file) }
        let handles = [
            try FileHandle(forReadingFrom: files[0]), try FileHandle(forWritingTo: files[1]),
            try FileHandle(forWritingTo: files[2]),
        ]
        // Foundation lets go of a process that has ended only late, and cannot start one while it has 1,365 files open.
        defer { for handle in handles { try? handle.close() } }
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        try await process.runToEnd()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(exitCode: process.exitStatus, stdout: texts[1], stderr: texts[2])
    }
}

extension Process {
    /// Starts it and waits for its end without holding one of Swift's few threads.
    func runToEnd() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            terminationHandler = { _ in continuation.resume() }
            do { try run() } catch { continuation.resume(throwing: error) }
        }
    }

    /// The exit code, or 128 and the number of the signal as a shell tells it.
    var exitStatus: Int32 { terminationReason == .uncaughtSignal ? 128 + terminationStatus : terminationStatus }
}
